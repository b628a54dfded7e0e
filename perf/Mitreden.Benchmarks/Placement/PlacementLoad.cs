using System.Diagnostics;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Placement;

/// <summary>
/// A whole company places itself at the same time, as on the morning after the invitation. Open loop: each answer has its moment from the
/// start, whether or not earlier ones were slow.
/// </summary>
internal static class PlacementLoad
{
    /// <summary>People who walk before anything is measured, without thinking: about 400 answers, after which the program is compiled.</summary>
    private const int WarmUp = 50;

    /// <summary>Decides who knows what and who thinks how long.</summary>
    private const int Seed = 1;

    /// <summary>Seconds over which people begin.</summary>
    private const double Spread = 10;

    /// <summary>Seconds that people think about an answer: so many at least, and up to so many more.</summary>
    private const double ShortestThought = 5;
    private const double MoreThought = 10;

    /// <summary>Measures on the databases asked for; true when everybody got every question and came to the path.</summary>
    public static Task<bool> RunAsync(Published app, Options options) => Databases.EachAsync(app, options.Databases, async store =>
    {
        var people = options.Number("people", 500);
        await using var product = await RunningProduct.StartAsync(app, store, RunningProduct.FreePort());
        Figures.Say($"{store.Name}: {WarmUp + people} people join");
        var browsers = await Newcomers.JoinAsync(product.Address, WarmUp + people);
        var early = await WarmUpAsync(browsers);
        Figures.Say($"{store.Name}: {people} people place themselves");
        var tally = await MeasureAsync(browsers);
        foreach (var browser in browsers) browser.Dispose();
        return Print(store, people, tally, [.. early.Wrong, .. tally.Wrong]);
    });

    private static async Task<PlacementTally> WarmUpAsync(IReadOnlyList<Browser> browsers)
    {
        var tally = new PlacementTally();
        await Parallel.ForAsync(0, WarmUp, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (n, _) =>
            await Somebody(browsers, n, tally).WalkAsync(Stopwatch.GetTimestamp(), () => 0));
        return tally;
    }

    private static async Task<PlacementTally> MeasureAsync(IReadOnlyList<Browser> browsers)
    {
        var (tally, begin) = (new PlacementTally(), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(WarmUp, browsers.Count - WarmUp).Select(n =>
        {
            var chance = new Chance(Seed, 6, n);
            var start = begin + (long)(Spread * chance.Even() * Stopwatch.Frequency);
            return Somebody(browsers, n, tally).WalkAsync(start, () => ShortestThought + MoreThought * chance.Even());
        }));
        return tally;
    }

    private static Respondent Somebody(IReadOnlyList<Browser> browsers, int number, PlacementTally tally) =>
        new(browsers[number], new Person(new World { Seed = Seed }, number), tally);

    private static bool Print(Store store, int people, PlacementTally tally, IReadOnlyCollection<string> wrong)
    {
        foreach (var what in wrong.Take(5)) Figures.Say("  wrong: " + what);
        var times = tally.Answers.Select(a => Figures.Milliseconds(a.Due, a.Taken)).ToList();
        // Begins and ends with fewer people at work: in the middle it is about a tenth of the people a second.
        var seconds = times.Count == 0 ? 1 : Figures.Milliseconds(tally.Answers.Min(a => a.Due), tally.Answers.Max(a => a.Taken)) / 1000;
        Figures.Print(new
        {
            bench = "placement",
            database = store.Name,
            people,
            answers = times.Count,
            answers_per_s = Math.Round(times.Count / seconds, 1),
            p50_ms = Figures.Percentile(times, 0.5),
            p99_ms = Figures.Percentile(times, 0.99),
            page_p50_ms = Figures.Percentile(tally.Pages, 0.5),
            page_p99_ms = Figures.Percentile(tally.Pages, 0.99),
            wrong = wrong.Count,
        });
        return wrong.Count == 0;
    }
}
