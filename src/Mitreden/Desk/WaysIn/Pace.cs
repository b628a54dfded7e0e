using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.WaysIn;

/// <summary>Keeps a program that has run wild from waking the team again and again. It looks at reports that are there; nothing is counted or kept for it.</summary>
internal static class Pace
{
    /// <summary>Most reports of one person within <see cref="Span"/>; the next one on a way has to wait.</summary>
    public const int Most = 20;
    /// <summary>Ten minutes.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    /// <summary>True when the person's next report has to wait.</summary>
    public static async Task<bool> IsTooFastAsync(AppDb db, Guid person, CancellationToken stop)
    {
        var since = db.Time.GetUtcNow() - Span;
        return await db.Discussions.CountAsync(d => d.ReporterId == person && d.ReportedAt > since, stop) >= Most;
    }
}
