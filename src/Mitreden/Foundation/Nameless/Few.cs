namespace Mitreden.Foundation.Nameless;

/// <summary>The floor under every number about people.</summary>
public static class Few
{
    /// <summary>Fewest people, or things that people have given, of which a number is shown: below, single people could be recognised.</summary>
    public const int Fewest = 5;

    /// <summary>Fewest where somebody picks whom it is about: whoever picks may know the others, and what they have given.</summary>
    public const int FewestPicked = 8;
}
