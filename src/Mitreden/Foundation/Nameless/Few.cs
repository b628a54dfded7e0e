namespace Mitreden.Foundation.Nameless;

/// <summary>The floor under every number about people.</summary>
public static class Few
{
    /// <summary>Fewest people, or things that people have given, of which a number is shown: below, single people could be recognised.</summary>
    public const int Fewest = 5;

    /// <summary>Fewest where somebody picks whom it is about: whoever picks may know the others, and what they have given.</summary>
    public const int FewestPicked = 8;

    /// <summary>Fewest of whom a number is told; of fewer it is a word.</summary>
    public const int FewestForNumbers = 20;

    /// <summary>Numbers are told to the nearest of these.</summary>
    public const int Step = 5;

    /// <summary>The number that is told of a count.</summary>
    public static int Near(int count) => (count + Step / 2) / Step * Step;
}
