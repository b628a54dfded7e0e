using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Settings;
using Mitreden.Organisations.Contracts;
using Mitreden.Questions.Jobs;

namespace Mitreden.Questions;

/// <summary>Gives the demo company a few answers to read and a few questions to answer.</summary>
internal sealed class DemoSeed(MitredenSettings settings) : ISeed
{
    private static readonly (string Text, string? Rule)[] Waiting =
    [
        ("Darf ich ein Foto von der Weihnachtsfeier posten, wenn Kolleginnen im Hintergrund zu sehen sind?", null),
        ("Mein Schwager schreibt in einem Forum schlecht über unsere Pumpen. Muss ich das melden?", "R02"),
    ];

    public async Task SeedAsync(IServiceProvider scope, CancellationToken stop)
    {
        if (!settings.Demo) return;
        var (db, people) = (scope.GetRequiredService<AppDb>(), scope.GetRequiredService<People>());
        if (await db.Questions.IgnoreQueryFilters([AppDb.OrganisationFilter]).AnyAsync(stop)) return;
        // Whoever tried the demo out may have erased them.
        if (await people.WithEmailAsync($"miriam@{DemoCompany.Domain}", stop) is not [var miriam, ..]) return;
        if (await people.WithEmailAsync($"jana@{DemoCompany.Domain}", stop) is not [var jana, ..]) return;
        scope.GetRequiredService<CurrentOrganisation>().Id = miriam.OrganisationId;
        var now = db.Time.GetUtcNow();
        Answer(db, miriam, now.AddDays(-12), "Sieht der Chef, was ich privat auf Facebook schreibe?",
            "Nein. Wir lesen keine privaten Profile, auch nicht mit diesem Programm. Es weiß nur von Diskussionen, die jemand **selbst meldet**.");
        Answer(db, jana, now.AddDays(-4), "Ich habe vor Jahren in einem Forum ziemlich über die Firma geschimpft. Was mache ich damit?",
            "Lass es stehen. Wenn heute jemand darauf antwortet, melde es uns, dann überlegen wir gemeinsam. Ärger gibt es dafür nicht.");
        foreach (var (text, rule) in Waiting) db.Add(Question.Ask(miriam.OrganisationId, text, rule, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-2)));
        db.Add(Job.Note(Mornings.TellKey("questions", miriam.OrganisationId, DateOnly.FromDateTime(now.UtcDateTime)), OpenBox.Kind, now));
        await db.SaveChangesAsync(stop);
    }

    private static void Answer(AppDb db, PersonCard by, DateTimeOffset at, string text, string answer)
    {
        var question = Question.Ask(by.OrganisationId, text, null, DateOnly.FromDateTime(at.UtcDateTime).AddDays(-1));
        db.Add(question);
        db.Add(Reply.Give(question, text, ReplyKind.Answered, answer, by.Id, at));
    }
}
