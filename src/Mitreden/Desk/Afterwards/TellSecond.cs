using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
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

internal sealed class TellSecondHandler(AppDb db, People people, PersonMails mails, Texts<AfterwardsTexts> texts) : IJobHandler<TellSecond>
{
    public async Task RunAsync(TellSecond job, CancellationToken stop)
    {
        var found = await db.Set<Exercise>().Where(e => e.Id == job.ExerciseId && e.Version == job.Version && e.State == ExerciseState.Offered)
            .Select(e => new { e.WrittenBy }).SingleOrDefaultAsync(stop);
        if (found is null) return;
        foreach (var person in (await people.WithRoleAsync(Role.Desk | Role.Author, stop)).Where(p => p.Id != found.WrittenBy))
        {
            if (await mails.ToAsync(person, stop) is not { } mail) continue;
            mail.Send(() => (texts["Mail.Second.Subject"], texts["Mail.Second.Body", mail.Name, mail.Link($"/desk/exercises/{job.ExerciseId}")]),
                $"desk.second:{job.ExerciseId}:{job.Version}:{person.Id}");
        }
    }
}
