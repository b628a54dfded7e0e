using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Desk.Jobs;

/// <summary>Tells the desk and management that a discussion is treated as major.</summary>
/// <param name="DiscussionId">The discussion.</param>
public sealed record TellMajor(Guid DiscussionId) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.tell-major";

    /// <summary>Adds the job to the save of the step.</summary>
    public static void EnqueueFor(AppDb db, Discussion discussion) => db.Enqueue(new TellMajor(discussion.Id), $"desk.tell-major:{discussion.Id}:{discussion.Version}");
}

internal sealed class TellMajorHandler(AppDb db, Bell bell) : IJobHandler<TellMajor>
{
    public async Task RunAsync(TellMajor job, CancellationToken stop)
    {
        if (await db.Discussions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == job.DiscussionId, stop) is { State: DiscussionState.Major } discussion)
            await bell.MajorAsync(discussion, stop);
    }
}
