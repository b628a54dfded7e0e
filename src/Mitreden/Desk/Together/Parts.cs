using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Together;

/// <summary>The reports that belong to a discussion, to be moved: there may be thousands, and nobody reads their words for that.</summary>
internal static class Parts
{
    extension(AppDb db)
    {
        /// <summary>Whatever belongs to a discussion, tracked, with as much of it as <see cref="Discussion.Follow"/> needs.</summary>
        public async Task<IReadOnlyList<Discussion>> PartsAsync(Guid lead, CancellationToken stop = default)
        {
            var found = await db.Discussions.Where(d => d.MergedInto == lead && d.State == DiscussionState.Merged)
                .Select(d => new { d.Id, d.OrganisationId, d.Version, d.Wakes }).ToListAsync(stop);
            var known = db.ChangeTracker.Entries<Discussion>().ToDictionary(e => e.Entity.Id, e => e.Entity);
            var parts = found.Select(f => known.GetValueOrDefault(f.Id) ?? Discussion.Part(f.Id, f.OrganisationId, lead, f.Version, f.Wakes)).ToList();
            db.AttachRange(parts.Where(p => !known.ContainsKey(p.Id)));
            return parts;
        }
    }
}
