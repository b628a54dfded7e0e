using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Participation.Pilot;

namespace Mitreden.Participation.Ideas;

/// <summary>Removes ideas that were hidden 90 days ago, those that nobody has looked at for as long, and what was said for a draw that is over.</summary>
public sealed record ForgetIdeas : IJob
{
    /// <inheritdoc />
    public static string Kind => "ideas.forget";
}

internal sealed class ForgetIdeasHandler(AppDb db) : IJobHandler<ForgetIdeas>
{
    public async Task RunAsync(ForgetIdeas job, CancellationToken stop)
    {
        var before = db.Time.GetUtcNow().AddDays(-Idea.KeptDays);
        var day = DateOnly.FromDateTime(before.UtcDateTime);
        await db.WriteAsync(() => db.Ideas.IgnoreQueryFilters([AppDb.OrganisationFilter])
            .Where(i => (i.State == IdeaState.Waiting && i.Day <= day) || (i.State == IdeaState.Hidden && !db.Set<IdeaStep>().Any(s => s.IdeaId == i.Id && s.At > before)))
            .ExecuteDeleteAsync(CancellationToken.None));
        // Whoever volunteered in the moment of the draw may have left a mark behind, when their request ended before it was taken back.
        await db.WriteAsync(() => db.PilotMarks.IgnoreQueryFilters([AppDb.OrganisationFilter])
            .Where(m => db.Set<PilotGroup>().Any(g => g.OrganisationId == m.OrganisationId)).ExecuteDeleteAsync(CancellationToken.None));
    }
}
