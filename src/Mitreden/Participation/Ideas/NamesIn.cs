namespace Mitreden.Participation.Ideas;

/// <summary>Finds names of colleagues in a text, so that whoever publishes it looks at them.</summary>
public static class NamesIn
{
    private const int Fewest = 3;

    /// <summary>Those of the names that occur, as a whole or with their last word. It is a hint and no proof: a Koch is a cook as well.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">Full names.</param>
    public static IReadOnlyList<string> Find(string text, IEnumerable<string> names)
    {
        var words = Words(text).ToHashSet(StringComparer.Ordinal);
        return [.. names.Where(n => Words(n).LastOrDefault() is { Length: >= Fewest } last && words.Contains(last)).Distinct().Order(StringComparer.CurrentCulture)];
    }

    private static string[] Words(string text) =>
        new string([.. text.Select(c => char.IsLetter(c) || c == '-' ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
