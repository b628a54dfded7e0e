using System.Globalization;

namespace Mitreden.Benchmarks;

/// <summary>What the command line asks for: a name, then <c>--word</c> or <c>--word value</c>.</summary>
internal sealed class Options(string[] args)
{
    /// <summary>Name of the benchmark, or empty.</summary>
    public string Name => args.Length > 0 ? args[0] : "";

    /// <summary>True when the word is there.</summary>
    public bool Has(string word) => args.Contains("--" + word);

    /// <summary>The number behind the word, or the default.</summary>
    public int Number(string word, int otherwise) => Value(word) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>The databases to measure: both, or the one named by <c>--database</c>.</summary>
    public IReadOnlyList<string> Databases => Value("database") is { } one ? [one] : ["sqlite", "postgres"];

    /// <summary>The word behind the word, or null.</summary>
    public string? Text(string word) => Value(word);

    private string? Value(string word)
    {
        var at = Array.IndexOf(args, "--" + word);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
