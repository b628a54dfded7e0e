using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;

namespace Mitreden.Questions;

/// <summary>The box itself: what lies in it has no order.</summary>
public sealed class Box(AppDb db, Shaker shaker)
{
    /// <summary>Puts a question in, and shakes those of its day.</summary>
    public Task PutAsync(Question question) => shaker.PutAsync(db.Waiting().Where(q => q.Day == question.Day), [question]);

    /// <summary>Shakes what has been put in before this day.</summary>
    public Task ShakeAsync(DateOnly before) => shaker.ShakeAsync(db.Waiting().Where(q => q.Day < before));
}
