using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Participation.Ideas;

/// <summary>A step as a page shows it.</summary>
/// <param name="Step">The step.</param>
/// <param name="By">Who took it; null once they are erased.</param>
public sealed record StepView(IdeaStep Step, string? By);

/// <summary>An idea as a page shows it.</summary>
/// <param name="Idea">The idea.</param>
/// <param name="Author">Name of whoever wrote it with their name and is still here; null otherwise.</param>
/// <param name="Steps">Its history, oldest first.</param>
public sealed record IdeaView(Idea Idea, string? Author, IReadOnlyList<StepView> Steps)
{
    /// <summary>The step that counts now, or null while nobody has looked at the idea.</summary>
    public StepView? Last => Steps.Count > 0 ? Steps[^1] : null;
}

/// <summary>What is read of ideas.</summary>
public sealed class IdeaReadings(AppDb db, People people)
{
    /// <summary>Ideas of a page.</summary>
    public const int PerPage = 20;
    /// <summary>Days for which a step is news for the author.</summary>
    public const int NewsDays = 7;

    /// <summary>What everybody may read: of one day in no order, newest day first.</summary>
    /// <param name="state">Only those that stand so, or null.</param>
    /// <param name="page">1 for the first.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IReadOnlyList<IdeaView>> ShownAsync(IdeaState? state, int page, CancellationToken stop) =>
        await ViewAsync(await Published(state).OrderByDescending(i => i.Day).ThenBy(i => i.Id).Skip((page - 1) * PerPage).Take(PerPage).ToListAsync(stop), stop);

    /// <summary>How many everybody may read, by state.</summary>
    public Task<Dictionary<IdeaState, int>> CountAsync(CancellationToken stop) =>
        Published(null).GroupBy(i => i.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);

    /// <summary>What somebody has written with their name, newest day first.</summary>
    public async Task<IReadOnlyList<IdeaView>> OfAsync(Guid person, CancellationToken stop) =>
        await ViewAsync(await db.Ideas.AsNoTracking().Where(i => i.AuthorId == person).OrderByDescending(i => i.Day).ThenBy(i => i.Id).ToListAsync(stop), stop);

    /// <summary>What waits for a look and may be read; the oldest day first, within a day in no order.</summary>
    public async Task<IReadOnlyList<IdeaView>> WaitingAsync(DateOnly before, CancellationToken stop) =>
        await ViewAsync(await IdeaBox.Waiting(db).AsNoTracking().Where(i => i.Day < before).OrderBy(i => i.Day).ThenBy(i => i.Id).ToListAsync(stop), stop);

    /// <summary>How many wait and may be read.</summary>
    public Task<int> CountWaitingAsync(DateOnly before, CancellationToken stop) => IdeaBox.Waiting(db).CountAsync(i => i.Day < before, stop);

    /// <summary>How many nobody has said anything about for <see cref="Idea.PatientDays"/> days.</summary>
    public Task<int> CountForgottenAsync(DateOnly today, CancellationToken stop)
    {
        var until = today.AddDays(-Idea.PatientDays);
        return db.Ideas.CountAsync(i => (i.State == IdeaState.Waiting || i.State == IdeaState.New) && i.Day <= until, stop);
    }

    /// <summary>The idea of a person with which somebody else has done something last, within the last days, or null.</summary>
    public async Task<(Guid Idea, string Title, IdeaState State)?> NewsForAsync(Guid person, CancellationToken stop)
    {
        var since = db.Time.GetUtcNow().AddDays(-NewsDays);
        var found = await (from s in db.IdeaSteps
                           join i in db.Ideas on s.IdeaId equals i.Id
                           where i.AuthorId == person && s.At >= since && s.By != person
                           orderby s.At descending, s.Id descending
                           select new { i.Id, i.Title, i.State }).FirstOrDefaultAsync(stop);
        return found is null ? null : (found.Id, found.Title, found.State);
    }

    /// <summary>One idea with its history.</summary>
    public async Task<IdeaView> ViewAsync(Idea idea, CancellationToken stop) => (await ViewAsync([idea], stop))[0];

    private IQueryable<Idea> Published(IdeaState? state) => db.Ideas.AsNoTracking()
        .Where(i => i.State != IdeaState.Waiting && i.State != IdeaState.Hidden && (state == null || i.State == state));

    private async Task<IReadOnlyList<IdeaView>> ViewAsync(List<Idea> ideas, CancellationToken stop)
    {
        var ids = ideas.Select(i => i.Id).ToList();
        var steps = (await db.IdeaSteps.AsNoTracking().Where(s => ids.Contains(s.IdeaId)).OrderBy(s => s.At).ThenBy(s => s.Id).ToListAsync(stop)).ToLookup(s => s.IdeaId);
        var names = await people.NamesAsync([.. ideas.Select(i => i.AuthorId).Concat(steps.SelectMany(g => g).Select(s => s.By)).OfType<Guid>().Distinct()], stop);
        return [.. ideas.Select(i => new IdeaView(i, Name(i.AuthorId), [.. steps[i.Id].Select(s => new StepView(s, Name(s.By)))]))];

        string? Name(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }
}
