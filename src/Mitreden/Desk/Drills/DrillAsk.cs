using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Drills;

/// <summary>
/// Somebody is asked to share the thread of a drill. A no takes the row away and is written down nowhere; the end of the drill takes the others.
/// </summary>
public sealed class DrillAsk : IOrganisationOwned
{
    private DrillAsk() { }

    /// <summary>Key.</summary>
    [Stored("identifies the request", Basis.NotPersonal, Keep.Days30, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The drill.</summary>
    [Stored("says for which drill", Basis.NotPersonal, Keep.Days30, Seen.Program)]
    public Guid DrillId { get; private set; }
    /// <summary>Who is asked.</summary>
    [Stored("asks the person when the drill begins, and tells them when it is called off", Basis.LegitimateInterest, Keep.Days30, Seen.Self)]
    public Guid PersonId { get; private set; }

    /// <summary>Asks somebody.</summary>
    public static DrillAsk Of(Drill drill, Guid person, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), OrganisationId = drill.OrganisationId, DrillId = drill.Id, PersonId = person };
}
