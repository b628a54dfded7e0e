using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Setup;

/// <summary>Gives the demo company a past: two discussions that ended calmly.</summary>
internal sealed class DemoSeed(MitredenSettings settings) : ISeed
{
    public async Task SeedAsync(IServiceProvider scope, CancellationToken stop)
    {
        if (!settings.Demo) return;
        var (db, people) = (scope.GetRequiredService<AppDb>(), scope.GetRequiredService<People>());
        if (await db.Discussions.IgnoreQueryFilters([AppDb.OrganisationFilter]).AnyAsync(stop)) return;
        if (await FindAsync(people, "jana", stop) is not { } jana) return;
        scope.GetRequiredService<CurrentOrganisation>().Id = jana.OrganisationId;
        if (await FindAsync(people, "emily", stop) is { } emily) db.Add(Complaint(jana, emily, db.Time.GetUtcNow().AddDays(-9).AddHours(2)));
        if (await FindAsync(people, "stefan", stop) is { } stefan) db.Add(Rumour(jana, stefan, db.Time.GetUtcNow().AddDays(-3).AddHours(1)));
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Null once they have left: whoever tried the demo out may have erased them.</summary>
    private static async Task<PersonCard?> FindAsync(People people, string key, CancellationToken stop) =>
        await people.WithEmailAsync(DemoCompany.People.Single(p => p.Key == key).Email, stop) is [var one, ..] ? one : null;

    private static Discussion Complaint(PersonCard jana, PersonCard emily, DateTimeOffset at)
    {
        var shared = new Shared(Guid.CreateVersion7(at), "Heimwerkerforum: Pumpe nach zwei Wochen undicht",
            "Ein Kunde wartet seit zehn Tagen auf die Dichtung. Zwei andere schreiben, dass es ihnen genauso geht.", "https://forum.example/pumpen/4711", 0);
        var discussion = Discussion.Report(jana.OrganisationId, emily.Id, shared, Involvement.Watching, at);
        discussion.Acknowledge(jana.Id, at.AddMinutes(4));
        discussion.Triage(jana.Id, Truth.True, Voice.Customer, 2, null, at.AddMinutes(7));
        discussion.Write(jana.Id, "Danke, Emily, gut gesehen. Schreib dort bitte nichts, ich spreche mit dem Kundendienst.", at.AddMinutes(8));
        discussion.TakeOver(jana.Id, at.AddMinutes(30));
        discussion.Record(jana.Id, "Ich bin Jana aus dem Social-Media-Team von Muster. Das hätte schneller gehen müssen, es tut uns leid. Die Dichtungen gehen heute raus.", at.AddMinutes(34));
        discussion.Resolve(jana.Id, Outcome.Mended, "Die drei Kunden haben ihre Dichtungen und haben sich im Forum bedankt.", at.AddDays(2));
        return discussion;
    }

    private static Discussion Rumour(PersonCard jana, PersonCard stefan, DateTimeOffset at)
    {
        var shared = new Shared(Guid.CreateVersion7(at), "", "In einer Bewertung steht, unsere Pumpen kämen nicht mehr aus Deutschland.", "https://bewertungen.example/muster", 0);
        var discussion = Discussion.Report(jana.OrganisationId, stefan.Id, shared, Involvement.Wrote, at);
        discussion.Acknowledge(jana.Id, at.AddMinutes(2));
        discussion.Triage(jana.Id, Truth.Wrong, Voice.Misguided, 1, null, at.AddMinutes(5));
        discussion.Write(jana.Id, "Danke dir. Ich antworte dort einmal mit den Fakten, dann lassen wir es stehen.", at.AddMinutes(6));
        discussion.TakeOver(jana.Id, at.AddMinutes(12));
        discussion.Record(jana.Id, "Kurz zur Sache: Wir bauen jede Pumpe in unserem Werk. Wer mag, kommt zum Tag der offenen Tür vorbei.", at.AddMinutes(15));
        discussion.Resolve(jana.Id, Outcome.Calmed, "Der Verfasser hat seine Bewertung berichtigt.", at.AddHours(20));
        return discussion;
    }
}
