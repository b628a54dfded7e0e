using Mitreden.Foundation.Data;

namespace Mitreden.Desk;

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
