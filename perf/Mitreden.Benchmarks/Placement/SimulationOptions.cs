using System.Globalization;
using Mitreden.Placement.Estimator;

namespace Mitreden.Benchmarks.Placement;

/// <summary>What the command line of the simulation asks for.</summary>
internal sealed record SimulationOptions
{
    private const int MostPeople = 1_000_000;

    /// <summary>What is simulated.</summary>
    public World World { get; init; } = new();

    /// <summary>The policies to run, in the order of the table.</summary>
    public IReadOnlyList<(string Name, Policy Run)> Policies { get; init; } = Placement.Policies.All;

    /// <summary>Reads options, each a word and a value.</summary>
    /// <returns>What is wrong, in one line; null when nothing is.</returns>
    public static string? Read(string[] args, out SimulationOptions options)
    {
        options = new SimulationOptions();
        for (var n = 0; n < args.Length; n += 2)
        {
            if (n + 1 == args.Length) return Known(args[n]) ? $"{args[n]} needs a value." : Unknown(args[n]);
            var (read, fault) = options.With(args[n], args[n + 1]);
            if (read is null) return fault;
            options = read;
        }
        return null;
    }

    private static readonly string[] Words =
        ["--people", "--seed", "--policy", "--parameters", "--shift", "--correlation", "--scatter", "--lapse", "--overclaimers", "--aim", "--without"];

    private static bool Known(string word) => Words.Contains(word);

    private static string Unknown(string word) => $"There is no option {word}. Known: {string.Join(", ", Words)}.";

    private (SimulationOptions? Read, string? Fault) With(string word, string value)
    {
        var read = (word, value) switch
        {
            ("--people", _) when Whole(value) is > 0 and <= MostPeople and var many => InWorld(World with { People = many }),
            ("--seed", _) when Whole(value) is { } seed => InWorld(World with { Seed = seed }),
            ("--policy", _) when Placement.Policies.All.Any(p => p.Name == value) => this with { Policies = [.. Placement.Policies.All.Where(p => p.Name == value)] },
            ("--parameters", "author" or "calibrated") => InWorld(World with { Calibrated = value == "calibrated" }),
            ("--shift", _) when Number(value, -3, 3) is { } shift => InWorld(World with { Shift = shift }),
            ("--correlation", _) when Number(value, -1, 1) is { } correlation => InWorld(World with { Correlation = correlation }),
            ("--scatter", _) when Number(value, 0, 3) is { } scatter => InWorld(World with { Scatter = scatter }),
            ("--lapse", _) when Number(value, 0, 1) is { } lapse => InWorld(World with { Lapse = lapse }),
            ("--overclaimers", _) when Number(value, 0, 1) is { } share => InWorld(World with { Overclaimers = share }),
            ("--aim", "entropy" or "loss") => InWorld(World with
            {
                Parameters = World.Parameters with { Aim = value == "loss" ? ItemAim.DecisionLoss : ItemAim.LevelEntropy },
            }),
            ("--without", _) when Leave(value) is { } without => InWorld(World with { Without = World.Without | without }),
            _ => null,
        };
        return (read, read is null ? Fault(word, value) : null);
    }

    private SimulationOptions InWorld(World world) => this with { World = world };

    private static string Fault(string word, string value) => word switch
    {
        "--people" => $"--people takes a whole number from 1 to {MostPeople}, not {value}.",
        "--seed" => $"--seed takes a whole number, not {value}.",
        "--policy" => $"There is no policy {value}. Known: {string.Join(", ", Placement.Policies.All.Select(p => p.Name))}.",
        "--parameters" => $"--parameters takes author or calibrated, not {value}.",
        "--shift" => $"--shift takes a number of logits from -3 to 3, not {value}.",
        "--correlation" => $"--correlation takes a number from -1 to 1, not {value}.",
        "--scatter" => $"--scatter takes a number of logits from 0 to 3, not {value}.",
        "--lapse" or "--overclaimers" => $"{word} takes a share from 0 to 1, not {value}.",
        "--aim" => $"--aim takes entropy or loss, not {value}.",
        "--without" => $"--without takes {string.Join(", ", Leavings.Select(l => l.Word))}, not {value}.",
        _ => Unknown(word),
    };

    private static readonly (string Word, Leaving Part)[] Leavings =
    [
        ("confidence-door", Leaving.ConfidenceDoor), ("block-door", Leaving.BlockDoor), ("one-sitting", Leaving.OneSitting),
        ("second-thoughts", Leaving.SecondThoughts), ("doors", Leaving.Doors), ("frequency", Leaving.Frequency),
    ];

    private static Leaving? Leave(string word) => Leavings.Where(l => l.Word == word).Select(l => (Leaving?)l.Part).FirstOrDefault();

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? Number(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
