using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements;

/// <summary>Gives the demo company something to read.</summary>
internal sealed class DemoSeed(MitredenSettings settings) : ISeed
{
    private const string Text = """
        Ab Mai antworten wir auf Kommentare zu unseren Pumpen auch öffentlich. Bevor die erste Seite offen ist, erfahrt ihr alles hier.

        - **Mitmachen ist freiwillig.** Ein Nein hat keinen Nachteil.
        - Niemand liest, was ihr privat schreibt.
        - Fragen beantworten wir im Fragenkasten, auch ohne Namen.
        """;

    private const string TextEn = """
        From May on we will also answer comments about our pumps in public. Before the first page is open, you will learn everything here.

        - **Taking part is voluntary.** A no has no disadvantage.
        - Nobody reads what you write in private.
        - We answer questions in the question box, without a name as well.
        """;

    public async Task SeedAsync(IServiceProvider scope, CancellationToken stop)
    {
        if (!settings.Demo) return;
        var (db, people) = (scope.GetRequiredService<AppDb>(), scope.GetRequiredService<People>());
        if (await db.Announcements.IgnoreQueryFilters([AppDb.OrganisationFilter]).AnyAsync(stop)) return;
        // Whoever tried the demo out may have erased her.
        if (await people.WithEmailAsync($"miriam@{DemoCompany.Domain}", stop) is not [var miriam, ..]) return;
        scope.GetRequiredService<CurrentOrganisation>().Id = miriam.OrganisationId;
        var at = db.Time.GetUtcNow().AddDays(-6);
        var news = Announcement.Begin(miriam.OrganisationId, miriam.Id, at);
        news.Write(NewsWords.Of("Was sich ab Mai ändert", Text, "What changes in May", TextEn), new NewsFrame([], "/questions/ask", null, true), miriam.Id, at);
        news.Publish(miriam.Id, at);
        db.Add(news);
        await db.SaveChangesAsync(stop);
    }
}
