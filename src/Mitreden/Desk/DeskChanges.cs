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
