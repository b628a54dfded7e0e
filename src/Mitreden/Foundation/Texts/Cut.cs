namespace Mitreden.Foundation.Texts;

/// <summary>Beginnings of texts.</summary>
public static class Cut
{
    /// <summary>The text, or its beginning; a letter that takes two characters, such as an emoji, is never cut in half.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Most characters, at least 1, counted as .NET does.</param>
    public static string Of(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
