using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Afterwards;

/// <summary>Tells everybody who may be the second person that an exercise waits; the mail says nothing of it.</summary>
/// <param name="ExerciseId">The exercise.</param>
/// <param name="Version">The offer for which it was made: an older one is moot.</param>
public sealed record TellSecond(Guid ExerciseId, int Version) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.tell-second";

    /// <summary>Adds the job to the save of the offer.</summary>
    public static void EnqueueFor(AppDb db, Exercise exercise) => db.Enqueue(new TellSecond(exercise.Id, exercise.Version), $"desk.tell-second:{exercise.Id}:{exercise.Version}");
}

internal sealed class TellSecondHandler(
    AppDb db, People people, Companies companies, Texts<AfterwardsTexts> texts, Speech speech, IMailSender mail, MitredenSettings settings) : IJobHandler<TellSecond>
{
    public async Task RunAsync(TellSecond job, CancellationToken stop)
    {
        var found = await db.Set<Exercise>().Where(e => e.Id == job.ExerciseId && e.Version == job.Version && e.State == ExerciseState.Offered)
            .Select(e => new { e.OrganisationId, e.WrittenBy }).SingleOrDefaultAsync(stop);
        if (!mail.IsOn || found is null) return;
        var formal = (await companies.FindAsync(found.OrganisationId, stop))!.Formal;
        foreach (var person in (await people.WithRoleAsync(Role.Desk | Role.Author, stop)).Where(p => p.Id != found.WrittenBy && p.Email is not null))
        {
            speech.Use(person.Language, formal);
            var link = settings.Address($"/desk/exercises/{job.ExerciseId}");
            db.Enqueue(new SendMail(person.Email!, person.Name, texts["Mail.Second.Subject"], texts["Mail.Second.Body", person.Name, link]), $"desk.second:{job.ExerciseId}:{job.Version}:{person.Id}");
        }
    }
}
