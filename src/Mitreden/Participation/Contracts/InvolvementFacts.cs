using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Participation.Pilot;

namespace Mitreden.Participation.Contracts;

/// <summary>What the check before the first channel may ask about those who take part.</summary>
public sealed class InvolvementFacts(AppDb db)
{
    /// <summary>Where the pilot group is put together.</summary>
    public const string PilotAddress = "/involvement/pilot";

    /// <summary>True when there is a pilot group of at least three and those who lead the launch have said of the group as a whole that it has practised.</summary>
    /// <remarks>No member's path is opened for it, not even for a share: whoever can take people in and out of a group could tell each one's share by it.</remarks>
    public async Task<bool> HasPractisedAsync(CancellationToken stop = default) =>
        await db.PilotGroups.AnyAsync(g => g.PractisedAt != null, stop) && await db.PilotMembers.CountAsync(stop) >= PilotSize.For(0).Fewest;
}
