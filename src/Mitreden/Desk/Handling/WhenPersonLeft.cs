using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Jobs;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Handling;

/// <summary>Whoever leaves gives back what they had at the desk, so that nothing stays with somebody who is not there.</summary>
internal sealed class WhenPersonLeft(AppDb db) : IWhen<PersonLeft>
{
    public async Task HandleAsync(PersonLeft happened, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        foreach (var discussion in await db.Discussions.Where(d => d.HandlerId == happened.PersonId).ToListAsync(stop))
        {
            if (!discussion.IsOpen) continue;
            discussion.HandBack(happened.PersonId, now);
            AlertTeam.EnqueueFor(db, discussion, except: happened.PersonId);
            DeskTopics.Announce(db, discussion);
        }
    }
}
