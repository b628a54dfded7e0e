using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Jobs;

/// <summary>Forgets jobs that ended 14 days ago, whether done or dead.</summary>
public sealed record PurgeJobs : IJob
{
    /// <summary>Days that an ended job stays.</summary>
    public const int Days = 14;

    /// <inheritdoc />
    public static string Kind => "foundation.purge-jobs";
}

internal sealed class PurgeJobsHandler(AppDb db) : IJobHandler<PurgeJobs>
{
    public Task RunAsync(PurgeJobs job, CancellationToken stop)
    {
        var before = db.Time.GetUtcNow().AddDays(-PurgeJobs.Days);
        return db.WriteAsync(() => db.Set<Job>().Where(j => j.DoneAt < before || j.DeadAt < before).ExecuteDeleteAsync(CancellationToken.None));
    }
}
