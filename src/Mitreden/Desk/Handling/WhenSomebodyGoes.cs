using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Handling;

/// <summary>Whoever leaves the company or the desk gives back what they had there, so that nothing stays with somebody who is not there.</summary>
internal sealed class WhenSomebodyGoes(AppDb db) : IWhen<PersonLeft>, IWhen<RolesTaken>
{
    public Task HandleAsync(PersonLeft happened, CancellationToken stop) => HandBackAsync(happened.PersonId, stop);

    public Task HandleAsync(RolesTaken happened, CancellationToken stop) =>
        happened.Roles.HasFlag(Role.Desk) ? HandBackAsync(happened.PersonId, stop) : Task.CompletedTask;

    private async Task HandBackAsync(Guid person, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        foreach (var discussion in await db.OpenDiscussions.Where(d => d.HandlerId == person).ToListAsync(stop))
        {
            discussion.HandBackAlone(now);
            DeskChanges.Follow(db, discussion);
        }
        var since = now - Discussion.SecondThought;
        var withdrawn = db.Discussions.Where(d => d.HandlerId == person && d.State == DiscussionState.Withdrawn && d.ClosedAt >= since);
        foreach (var discussion in await withdrawn.ToListAsync(stop)) discussion.ComeBackWithoutHandler();
    }
}
