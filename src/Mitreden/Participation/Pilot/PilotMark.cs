using Mitreden.Foundation.Data;

namespace Mitreden.Participation.Pilot;

/// <summary>What somebody has said of themselves for the draw of the pilot group, sealed. All marks go with the draw.</summary>
/// <remarks>Everybody who volunteers for the pilot group has one of the same size, whatever they have ticked: that there is a row says nothing.</remarks>
public sealed class PilotMark : SealedRow, IUnordered
{
    /// <inheritdoc />
    public override string Purpose => "pilot-draw";
}

/// <summary>What stands in a mark.</summary>
public sealed record PilotWord
{
    /// <summary>True when the person has said: this is new to me. Not saying so means nothing.</summary>
    public bool IsNew { get; init; }
}
