using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines;
using Mitreden.Organisations;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Tests.Organisations;

/// <summary>Each mail speaks as its recipient is spoken to, whatever language the machine or the mail before it has.</summary>
public sealed class PersonMailsTests
{
    [Theory, OnBoth]
    public async Task Each_speaks_the_language_and_the_form_of_its_recipient(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var company = await app.DemoOrganisationAsync();
        await app.WithDbAsync(company, async db =>
        {
            var own = await db.Set<Organisation>().SingleAsync(o => o.Id == company);
            own.Set(own.Name, formal: true, own.Zone);
            await db.SaveChangesAsync();
        });
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = company;
        var (mails, texts, db) = (scope.ServiceProvider.GetRequiredService<PersonMails>(), scope.ServiceProvider.GetRequiredService<Texts<GuidelinesTexts>>(), scope.ServiceProvider.GetRequiredService<AppDb>());
        string[] languages = ["en", "de", "en"];
        foreach (var (n, language) in languages.Index())
            (await mails.ToAsync(To(company, language)))!.Send(() => (texts["Promise.Seen.Title"], ""), $"test.mail:{n}");
        await db.SaveChangesAsync();
        var said = await db.Set<Job>().AsNoTracking().Where(j => j.Key.StartsWith("test.mail:")).OrderBy(j => j.Key).Select(j => j.Payload).ToListAsync();
        foreach (var (payload, words) in said.Zip(["Your confirmation is yours", "Ihre Best", "Your confirmation is yours"])) Assert.Contains(words, payload, StringComparison.Ordinal);
        Assert.Equal(3, said.Count);
    }

    [Theory, OnBoth]
    public async Task Whoever_has_left_or_has_no_address_gets_none(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await using var scope = app.Services.CreateAsyncScope();
        var company = scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = await app.DemoOrganisationAsync();
        var (mails, to) = (scope.ServiceProvider.GetRequiredService<PersonMails>(), To(company!.Value, "de"));
        Assert.NotNull(await mails.ToAsync(to));
        Assert.Null(await mails.ToAsync(to with { Email = null }));
        Assert.Null(await mails.ToAsync(to with { LeftAt = app.Time.GetUtcNow() }));
        Assert.Null(await mails.ToAsync(null));
    }

    private static PersonCard To(Guid company, string language) => new(Guid.CreateVersion7(), company, "Erika", "erika@muster.example", "Montage", language, Role.None, null, null, null);
}
