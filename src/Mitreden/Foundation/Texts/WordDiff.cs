namespace Mitreden.Foundation.Texts;

/// <summary>What became of some words.</summary>
public enum Fate
{
    /// <summary>They stand in both texts.</summary>
    Kept,
    /// <summary>They are gone.</summary>
    Deleted,
    /// <summary>They are new.</summary>
    Inserted,
}

/// <summary>Words that stand together and share their fate.</summary>
/// <param name="Fate">What became of them.</param>
/// <param name="Text">The words.</param>
public sealed record Words(Fate Fate, string Text);

/// <summary>The difference between two texts, word by word: people read words, not letters.</summary>
public static class WordDiff
{
    /// <summary>Most words that are compared one by one; above that the old text is struck out and the new one follows.</summary>
    private const int Most = 1500;

    /// <summary>Both texts in one, in reading order.</summary>
    public static IReadOnlyList<Words> Between(string before, string after)
    {
        var (old, now) = (Split(before), Split(after));
        if (old.Length > Most || now.Length > Most) return Joined(old.Select(w => (Fate.Deleted, w)).Concat(now.Select(w => (Fate.Inserted, w))));
        return Joined(Walk(old, now, Lengths(old, now)));
    }

    private static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Length of the longest common sequence from each pair of places on.</summary>
    private static int[,] Lengths(string[] old, string[] now)
    {
        var lengths = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = now.Length - 1; j >= 0; j--)
                lengths[i, j] = old[i] == now[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        return lengths;
    }

    private static IEnumerable<(Fate Fate, string Word)> Walk(string[] old, string[] now, int[,] lengths)
    {
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                yield return (Fate.Kept, old[i++]);
                j++;
            }
            else if (i < old.Length && (j == now.Length || lengths[i + 1, j] >= lengths[i, j + 1])) yield return (Fate.Deleted, old[i++]);
            else yield return (Fate.Inserted, now[j++]);
        }
    }

    private static List<Words> Joined(IEnumerable<(Fate Fate, string Word)> words)
    {
        var joined = new List<Words>();
        foreach (var (fate, word) in words)
        {
            if (joined.Count > 0 && joined[^1].Fate == fate) joined[^1] = joined[^1] with { Text = $"{joined[^1].Text} {word}" };
            else joined.Add(new Words(fate, word));
        }
        return joined;
    }
}
