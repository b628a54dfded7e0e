using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Settings;
using Mitreden.Organisations.Contracts;
using Mitreden.Participation.Ideas;
using Mitreden.Participation.Volunteers;

namespace Mitreden.Participation;

/// <summary>Gives the demo company a few ideas and a few people who are in.</summary>
internal sealed class DemoSeed(MitredenSettings settings) : ISeed
{
    public async Task SeedAsync(IServiceProvider scope, CancellationToken stop)
    {
        if (!settings.Demo) return;
        var (db, people) = (scope.GetRequiredService<AppDb>(), scope.GetRequiredService<People>());
        if (await db.Ideas.IgnoreQueryFilters([AppDb.OrganisationFilter]).AnyAsync(stop)) return;
        // Whoever tried the demo out may have erased them.
        if (await OneAsync(people, "miriam", stop) is not { } miriam || await OneAsync(people, "stefan", stop) is not { } stefan) return;
        if (await OneAsync(people, "emily", stop) is not { } emily) return;
        scope.GetRequiredService<CurrentOrganisation>().Id = miriam.OrganisationId;
        var (company, now) = (miriam.OrganisationId, db.Time.GetUtcNow());
        var today = DateOnly.FromDateTime(now.UtcDateTime);

        var film = Idea.Write(company, "Ein kurzer Film aus der Montage", "Viele fragen, wie so eine Pumpe entsteht. Eine Minute reicht, ohne Gesichter, nur Hände und Maschinen.", stefan.Id, today.AddDays(-9));
        var first = film.Publish(film.Title, film.Text, miriam.Id, now.AddDays(-8));
        db.AddRange(film, first, film.Move(IdeaState.Doing, "Den Betriebsrat fragen wir vorher.", "Marketing", today.AddDays(20), miriam.Id, now.AddDays(-6)));
        var board = Idea.Write(company, "Fragen auch am schwarzen Brett sammeln", "Nicht alle haben ein Handy dabei. Ein Kasten für Zettel neben der Stempeluhr würde reichen.", null, today.AddDays(-7));
        db.AddRange(board, board.Publish(board.Title, board.Text, miriam.Id, now.AddDays(-6)));
        db.Add(Idea.Write(company, "Die häufigsten Fragen vom Telefon", "Im Kundendienst kommen jede Woche dieselben fünf Fragen. Daraus ließen sich fünf Beiträge machen.", emily.Id, today.AddDays(-2)));
        db.Add(Job.Note(Mornings.TellKey("ideas", company, today), OpenIdeas.Kind, now));
        db.Add(Volunteer.For(company, stefan.Id, Part.Field, "Am liebsten zu Steuerungen."));
        db.Add(Volunteer.For(company, emily.Id, Part.Photos, ""));
        await db.SaveChangesAsync(stop);
    }

    private static async Task<PersonCard?> OneAsync(People people, string key, CancellationToken stop) =>
        await people.WithEmailAsync($"{key}@{DemoCompany.Domain}", stop) is [var one, ..] ? one : null;
}
