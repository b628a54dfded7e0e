using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Participation.Ideas;

/// <summary>Removes ideas that were hidden 90 days ago, and those that nobody has looked at for as long.</summary>
public sealed record ForgetIdeas : IJob
{
    /// <inheritdoc />
    public static string Kind => "ideas.forget";
}

internal sealed class ForgetIdeasHandler(AppDb db) : IJobHandler<ForgetIdeas>
{
    public Task RunAsync(ForgetIdeas job, CancellationToken stop)
    {
        var before = db.Time.GetUtcNow().AddDays(-Idea.KeptDays);
        var day = DateOnly.FromDateTime(before.UtcDateTime);
        return db.WriteAsync(() => db.Ideas.IgnoreQueryFilters([AppDb.OrganisationFilter])
            .Where(i => (i.State == IdeaState.Waiting && i.Day <= day) || (i.State == IdeaState.Hidden && !db.Set<IdeaStep>().Any(s => s.IdeaId == i.Id && s.At > before)))
            .ExecuteDeleteAsync(CancellationToken.None));
    }
}
