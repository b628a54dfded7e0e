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
    }
}

/// <summary>Topics to which open pages of the desk listen.</summary>
internal static class DeskTopics
{
    /// <summary>Every change of any discussion of the organisation.</summary>
    public static string Inbox(Guid organisation) => $"desk:{organisation}";

    /// <summary>Every change of one discussion.</summary>
    public static string One(Guid discussion) => $"discussion:{discussion}";

    /// <summary>Tells both, after the save.</summary>
    public static void Announce(AppDb db, Discussion discussion)
    {
        db.Announce(Inbox(discussion.OrganisationId), discussion.Id);
        db.Announce(One(discussion.Id), discussion.Id);
    }
}
