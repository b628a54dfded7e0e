using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Posting;

/// <summary>Holds scheduled posts and lets them go out again. Each change is an event of its own, and a step of the discussion that caused it.</summary>
public sealed class PostingSwitch(AppDb db)
{
    private const int Attempts = 5;

    /// <summary>Holds. When they are held already nothing changes.</summary>
    /// <returns>False when there is no such discussion.</returns>
    public Task<bool> HoldAsync(Guid organisation, Guid by, string? why, Guid? discussion, CancellationToken stop) => TryAsync(organisation, discussion, (last, cause, now) =>
    {
        if (last is { Held: true }) return null;
        cause?.PostingHeld(by, now);
        return PostingChange.Hold(organisation, last, by, why, discussion, now);
    }, stop);

    /// <summary>In an exercise: notes that somebody would hold all posts now. Nothing is held.</summary>
    /// <returns>False when the discussion is real, or there is none: then nothing was done.</returns>
    public async Task<bool> PractiseAsync(Guid by, Guid? discussion, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (discussion is null || await db.Discussions.SingleOrDefaultAsync(d => d.Id == discussion && d.DrillId != null, stop) is not { } drill) return false;
            if (!drill.IsOpen) return true;
            drill.PractisePostingStop(by, db.Time.GetUtcNow());
            DeskChanges.Follow(db, drill);
            try
            {
                await db.SaveChangesAsync(CancellationToken.None);
                return true;
            }
            catch (DbUpdateException late) when (late.IsLostRace && attempt < Attempts)
            {
                // It has gone on meanwhile: look again.
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Lets them go out again. When they do already nothing changes.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="by">Who.</param>
    /// <param name="why">Why.</param>
    /// <param name="number">Which hold is meant: a form that has stood open since yesterday does not end today's.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="NotNowException">Somebody has held anew meanwhile, or there is no reason.</exception>
    public Task<bool> ReleaseAsync(Guid organisation, Guid by, string? why, int number, CancellationToken stop) => TryAsync(organisation, null, (last, cause, now) =>
    {
        if (last is not { Held: true }) return null;
        if (last.Number != number) throw new NotNowException(NotNow.Changed);
        var change = PostingChange.Release(organisation, last, by, why, now);
        cause?.PostingReleased(by, change.Why, now);
        return change;
    }, stop);

    private async Task<bool> TryAsync(Guid organisation, Guid? discussion, Func<PostingChange?, Discussion?, DateTimeOffset, PostingChange?> verb, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var last = await db.Set<PostingChange>().OrderByDescending(c => c.Number).FirstOrDefaultAsync(stop);
            var id = discussion ?? last?.DiscussionId;
            var cause = id is null ? null : await db.Discussions.SingleOrDefaultAsync(d => d.Id == id, stop);
            if (discussion is not null && cause is null) return false;
            // An exercise holds nothing, whether it still runs or not.
            if (cause is { IsDrill: true }) throw new NotNowException(NotNow.OnlyDrill);
            var before = cause?.Version;
            // A discussion that is closed keeps its timeline as it is.
            if (verb(last, cause is { IsOpen: true } ? cause : null, db.Time.GetUtcNow()) is not { } change) return true;
            db.Add(change);
            db.Announce(DeskTopics.Posting(organisation), change.Id);
            if (cause is not null && cause.Version != before) DeskChanges.Follow(db, cause);
            try
            {
                await db.SaveChangesAsync(CancellationToken.None);
                return true;
            }
            catch (DbUpdateException late) when (late.IsLostRace && attempt < Attempts)
            {
                // Somebody else has just switched, or the discussion has gone on: look again.
                db.ChangeTracker.Clear();
            }
        }
    }
}
