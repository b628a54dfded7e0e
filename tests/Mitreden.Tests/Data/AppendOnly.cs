using Microsoft.EntityFrameworkCore;
using Mitreden.Content;
using Mitreden.Content.Contracts;
using Mitreden.Guidelines;

namespace Mitreden.Tests.Data;

/// <summary>Puts a row into each append-only table that the demo company leaves empty.</summary>
internal static class AppendOnly
{
    public static async Task FillAsync(TestApp app)
    {
        var cem = await app.PersonAsync("cem");
        await app.WithDbAsync(cem.OrganisationId, async db =>
        {
            if (await db.Set<Acknowledgement>().AnyAsync(a => a.PersonId == cem.Id)) return;
            db.Add(Acknowledgement.Of(await db.Set<GuidelineVersion>().FirstAsync(), cem.Id, "de", formal: false, app.Time.GetUtcNow()));
            db.Add(ContentVersion.Publish(cem.OrganisationId, ContentKind.Unit, "K1", 1, "", app.Time.GetUtcNow()));
            await db.SaveChangesAsync();
        });
    }
}
