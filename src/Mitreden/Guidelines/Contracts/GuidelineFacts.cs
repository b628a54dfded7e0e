using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Guidelines.Contracts;

/// <summary>A version of the guideline holds from now on; whoever tells people adds what follows to the same save.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Number">Its number.</param>
public sealed record GuidelinePublished(Guid OrganisationId, int Number);

/// <summary>What others may ask about the guideline.</summary>
public sealed class GuidelineFacts(AppDb db)
{
    /// <summary>True when the company has published a version of its own: the first one comes with the program.</summary>
    public Task<bool> IsPublishedAsync(CancellationToken stop = default) => db.GuidelineVersions.AnyAsync(v => v.Number > 1, stop);
}
