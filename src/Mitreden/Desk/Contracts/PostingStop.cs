using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Posting;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Contracts;

/// <summary>All scheduled posts of the organisation are held.</summary>
/// <param name="Since">Since when.</param>
/// <param name="By">Who held them.</param>
/// <param name="Why">Why, or empty: in a hurry nobody has to say.</param>
/// <param name="DiscussionId">The discussion because of which they are held; null when there is none, or it is gone.</param>
public sealed record PostingHold(DateTimeOffset Since, Guid By, string Why, Guid? DiscussionId);

/// <summary>
/// The switch that holds posts. Whatever sends something in the name of the organisation at a time that was set before asks here right before it
/// sends, each time, and sends nothing while there is a hold. What was due meanwhile is not sent afterwards by itself: somebody looks at it first.
/// </summary>
public sealed class PostingStop(AppDb db)
{
    /// <summary>The hold of the current organisation; null when posts go out.</summary>
    public Task<PostingHold?> NowAsync(CancellationToken stop = default) =>
        db.Set<PostingChange>().AsNoTracking().Where(c => c.Held && !db.Set<PostingChange>().Any(later => later.Number > c.Number))
            .Select(c => new PostingHold(c.At, c.By, c.Why, c.DiscussionId)).SingleOrDefaultAsync(stop)!;
}
