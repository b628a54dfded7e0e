using Mitreden.Foundation.Data;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement.Pages;

/// <summary>Steps that may end the entry: what was answered is counted without the person, after the step is safe.</summary>
internal static class Ending
{
    public static Task StopAsync(OwnRow<Sheet, Walk> sheet, Bank bank, Pool pool, Counting counting, CancellationToken stop) =>
        RunAsync(sheet, (walk, collect) => walk.Stop(bank, collect), pool, counting, stop);

    public static Task AnswerAsync(OwnRow<Sheet, Walk> sheet, Bank bank, string item, int points, Pool pool, Counting counting, CancellationToken stop) =>
        RunAsync(sheet, (walk, collect) => walk.Answer(bank, item, points, Random.Shared, collect), pool, counting, stop);

    private static async Task RunAsync(OwnRow<Sheet, Walk> sheet, Func<Walk, Action<IReadOnlyList<(string, PooledAnswer)>>, Walk> step, Pool pool, Counting counting, CancellationToken stop)
    {
        IReadOnlyList<(string, PooledAnswer)> answers = [];
        await sheet.StepAsync(walk =>
        {
            // A step that is taken again collects again; only the one that was saved counts.
            answers = [];
            return step(walk, found => answers = found);
        }, stop);
        if (answers.Count > 0 && pool.Add(answers) is { Count: > 0 } mixed) await counting.CountAsync(mixed);
    }
}
