using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;

namespace Mitreden.Participation.Ideas;

/// <summary>Where ideas lie until somebody has looked at them: in no order, with a name or without.</summary>
public sealed class IdeaBox(AppDb db, Shaker shaker)
{
    /// <summary>Puts an idea in, and shakes those of its day.</summary>
    public Task PutAsync(Idea idea) => shaker.PutAsync(Waiting(db).Where(i => i.Day == idea.Day), [idea]);

    /// <summary>Shakes what has been put in before this day.</summary>
    public Task ShakeAsync(DateOnly before) => shaker.ShakeAsync(Waiting(db).Where(i => i.Day < before));

    /// <summary>What nobody has looked at yet. Nothing refers to these rows, so they may be written anew.</summary>
    internal static IQueryable<Idea> Waiting(AppDb db) => db.Set<Idea>().Where(i => i.State == IdeaState.Waiting);
}
