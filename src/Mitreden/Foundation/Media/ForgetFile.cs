using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Foundation.Media;

/// <summary>Takes the parts of a file away that no video names: one that was replaced or removed, or one that never came to its end.</summary>
/// <param name="File">The file.</param>
public sealed record ForgetFile(Guid File) : IJob
{
    /// <summary>How long parts stay that are not needed any more; whoever watches the film just now sees it to its end.</summary>
    public static readonly TimeSpan After = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public static string Kind => "media.forget-file";

    /// <summary>Before the first part: the file goes unless a video names it by then.</summary>
    internal static void UnlessShown(AppDb db, Guid file) => db.Enqueue(new ForgetFile(file), $"{Kind}:{file}:begun", db.Time.GetUtcNow() + After);

    /// <summary>When no video names it any more.</summary>
    internal static void Later(AppDb db, Guid file) => db.Enqueue(new ForgetFile(file), $"{Kind}:{file}:gone", db.Time.GetUtcNow() + After);
}

internal sealed class ForgetFileHandler(AppDb db) : IJobHandler<ForgetFile>
{
    /// <summary>Parts that go in one write: SQLite has one writer, and overwrites what it deletes.</summary>
    private const int PartsAtOnce = 16;

    public async Task RunAsync(ForgetFile job, CancellationToken stop)
    {
        if (await db.Set<Video>().AnyAsync(v => v.FileId == job.File, stop)) return;
        var last = await db.Set<VideoPart>().Where(p => p.FileId == job.File).MaxAsync(p => (int?)p.Number, stop) ?? -1;
        for (var from = 0; from <= last; from += PartsAtOnce)
        {
            var (begin, end) = (from, from + PartsAtOnce);
            await db.WriteAsync(() => db.Set<VideoPart>().Where(p => p.FileId == job.File && p.Number >= begin && p.Number < end).ExecuteDeleteAsync(CancellationToken.None));
        }
    }
}
