using System.Diagnostics;
using System.Text.Json;

namespace Mitreden.Benchmarks;

/// <summary>Prints figures and computes percentiles.</summary>
internal static class Figures
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One line of JSON on standard output.</summary>
    public static void Print(object figures) => Console.WriteLine(JsonSerializer.Serialize(figures, Plain));

    /// <summary>One line of progress on standard error.</summary>
    public static void Say(string text) => Console.Error.WriteLine(text);

    /// <summary>The value that a share of the values does not exceed (nearest rank), rounded to 0.1; NaN-free: 0 when there are none.</summary>
    /// <param name="values">The values in any order.</param>
    /// <param name="share">0 to 1.</param>
    public static double Percentile(IReadOnlyCollection<double> values, double share)
    {
        if (values.Count == 0) return 0;
        var sorted = values.Order().ToList();
        return Math.Round(sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)], 1);
    }

    /// <summary>Milliseconds between two readings of <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public static double Milliseconds(long from, long to) => (to - from) * 1000.0 / Stopwatch.Frequency;
}
