using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Drills;
using Mitreden.Desk.Jobs;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk;

/// <summary>What follows every change of a discussion.</summary>
internal static class DeskChanges
{
    /// <summary>Tells open pages after the save, and sets the alarm with it. Call it once, behind the last verb.</summary>
    public static void Follow(AppDb db, Discussion discussion)
    {
        DeskTopics.Announce(db, discussion);
        WakeUp.SetFor(db, discussion);
        EndDrill.EnqueueFor(db, discussion);
    }

    /// <summary>
    /// The same where a verb may have changed nothing: then pages look again all the same. An alarm that still holds stays as it was set, or a thread
    /// that a whole company reports would ring as often as it was reported.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="discussion">The discussion.</param>
    /// <param name="before">How it was before the verb.</param>
    public static void Follow(AppDb db, Discussion discussion, Before before)
    {
        DeskTopics.Announce(db, discussion);
        if (discussion.WakeAt != before.WakeAt) WakeUp.SetFor(db, discussion);
        if (discussion.Version != before.Version) EndDrill.EnqueueFor(db, discussion);
    }

    /// <summary>How a discussion was before a verb.</summary>
    /// <param name="Version">Its version.</param>
    /// <param name="WakeAt">When it was to be looked at.</param>
    public readonly record struct Before(int Version, DateTimeOffset? WakeAt)
    {
        /// <summary>As it is now.</summary>
        public static Before Of(Discussion discussion) => new(discussion.Version, discussion.WakeAt);
    }

    /// <summary>
    /// After a save that came too late: true when nobody was faster who matters to the step, so that it is tried again. The program never does; its
    /// reporter's words matter to what answers them, and not to who has it.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="discussion">The discussion.</param>
    /// <param name="version">Version that the person's step was made on.</param>
    /// <param name="whoHasIt">True for a step that says who has it, and nothing else.</param>
    /// <param name="stop">Ends the query.</param>
    public static async Task<bool> NobodyWasFasterAsync(AppDb db, Guid discussion, int version, bool whoHasIt, CancellationToken stop) =>
        !await db.DiscussionEvents.AnyAsync(e => e.DiscussionId == discussion && e.Number > version && e.Actor != Actor.Program && !(whoHasIt && e.Actor == Actor.Reporter), stop);
}

/// <summary>A step that cannot be taken now, whoever found that out: the discussion, or the database because somebody else was faster.</summary>
internal static class Refusals
{
    extension(Exception failure)
    {
        /// <summary>The refusal, or null when it is a fault.</summary>
        public NotNowException? AsRefusal => failure as NotNowException ?? (failure is DbUpdateException { IsLostRace: true } ? new NotNowException(NotNow.Changed) : null);
    }
}

/// <summary>Topics to which open pages of the desk listen.</summary>
internal static class DeskTopics
{
    /// <summary>Every change of any discussion of the organisation.</summary>
    public static string Inbox(Guid organisation) => $"desk:{organisation}";

    /// <summary>Every change of one discussion.</summary>
    public static string One(Guid discussion) => $"discussion:{discussion}";

    /// <summary>Who of the desk comes to it, goes or writes; no reporter listens there.</summary>
    public static string Visitors(Guid discussion) => $"visitors:{discussion}";

    /// <summary>Scheduled posts of the organisation are held, or go out again.</summary>
    public static string Posting(Guid organisation) => $"posting:{organisation}";

    /// <summary>Tells both, after the save.</summary>
    public static void Announce(AppDb db, Discussion discussion)
    {
        db.Announce(Inbox(discussion.OrganisationId), discussion.Id);
        db.Announce(One(discussion.Id), discussion.Id);
    }
}
