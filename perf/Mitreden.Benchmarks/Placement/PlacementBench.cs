using System.Diagnostics;
using Mitreden.Placement.Estimator;

namespace Mitreden.Benchmarks.Placement;

/// <summary>How long it takes to choose the next item of an entry.</summary>
internal static class PlacementBench
{
    private const int WarmUp = 300;
    private const int Entries = 2000;

    /// <summary>Prints microseconds a choice over whole simulated entries with a bank of 60 items.</summary>
    public static void Run()
    {
        var world = new World();
        var company = new Company(world, 0);
        var times = new List<double>();
        for (var n = 0; n < WarmUp + Entries; n++)
        {
            var (person, random) = (new Person(world, n), new Random(n));
            for (var entry = Entry.Begin(company.Bank, person.Frequency); !entry.IsOver;)
            {
                var begin = Stopwatch.GetTimestamp();
                var item = entry.Next(random)!;
                if (n >= WarmUp) times.Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds);
                entry = entry.Answer(item.Id, person.Answer(company[item.Id]));
            }
        }
        Figures.Print(new
        {
            bench = "placement",
            items = company.Items.Count,
            next_item_us_p50 = Figures.Percentile(times, 0.5),
            next_item_us_p99 = Figures.Percentile(times, 0.99),
        });
    }
}
