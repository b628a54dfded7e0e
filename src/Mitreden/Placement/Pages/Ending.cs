using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Web;

namespace Mitreden.Placement.Pages;

/// <summary>Steps that may end the entry: what was answered is counted without the person, after the step is safe.</summary>
public sealed class Ending(OwnRow<Sheet, Walk> sheet, CurrentPerson me, Mixer<ItemAnswer> mixer, Counting counting, Random chance)
{
    /// <summary>Enough asked.</summary>
    public Task StopAsync(Bank bank, CancellationToken stop) => RunAsync((walk, collect) => walk.Stop(bank, collect), stop);

    /// <summary>Answers an item.</summary>
    public Task AnswerAsync(Bank bank, string item, int points, CancellationToken stop) =>
        RunAsync((walk, collect) => walk.Answer(bank, item, points, chance, collect), stop);

    /// <summary>Asks something else when an author has taken out what is asked.</summary>
    public Task<Walk> RefreshAsync(Bank bank, CancellationToken stop) => RunAsync((walk, collect) => walk.Refresh(bank, chance, collect), stop);

    private async Task<Walk> RunAsync(Func<Walk, Action<IReadOnlyList<ItemAnswer>>, Walk> step, CancellationToken stop)
    {
        IReadOnlyList<ItemAnswer> answers = [];
        var saved = await sheet.StepAsync(walk =>
        {
            // A step that is taken again collects again; only the one that was saved counts.
            answers = [];
            return step(walk, found => answers = found);
        }, stop);
        // Item by item, so that the answers of one person do not come out together.
        var mixed = answers.SelectMany(a => mixer.Add(a.ItemKey, me.Id, a)).ToList();
        if (mixed.Count > 0) await counting.CountAsync(mixed);
        return saved;
    }
}
