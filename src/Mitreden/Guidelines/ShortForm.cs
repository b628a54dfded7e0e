using System.Security.Cryptography;
using System.Text;

namespace Mitreden.Guidelines;

/// <summary>The guideline in three sentences.</summary>
/// <param name="First">First sentence.</param>
/// <param name="Second">Second sentence.</param>
/// <param name="Third">Third sentence.</param>
public sealed record ShortForm(string First, string Second, string Third)
{
    /// <summary>Longest sentence.</summary>
    public const int LongestSentence = 300;
    /// <summary>Longest stored form: three sentences and the line breaks between them.</summary>
    public const int Longest = 3 * LongestSentence + 2;

    /// <summary>The three sentences in order.</summary>
    public IReadOnlyList<string> Sentences => [First, Second, Third];

    /// <summary>As stored: a sentence per line.</summary>
    public override string ToString() => string.Join('\n', Sentences);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static ShortForm Parse(string stored)
    {
        var lines = stored.Split('\n');
        return new ShortForm(lines[0], lines[1], lines[2]);
    }
}

/// <summary>The guideline in every form in which it can be shown.</summary>
/// <param name="Du">German, Du.</param>
/// <param name="Sie">German, Sie.</param>
/// <param name="English">English.</param>
public sealed record GuidelineText(ShortForm Du, ShortForm Sie, ShortForm English)
{
    /// <summary>
    /// SHA-256 over everything that a version says, 64 hexadecimal digits: all forms of the three sentences in UTF-8, in the order Du, Sie,
    /// English, a sentence per line; then, in a line of its own, frame and rules as they are stored, which is where order and kinds are.
    /// </summary>
    /// <param name="book">Frame and rules as they are stored; empty where a version has none.</param>
    public string Hash(string book = "") => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Du, Sie, English) + (book.Length == 0 ? "" : "\n" + book))));

    /// <summary>The form that somebody reads.</summary>
    /// <param name="language"><c>de</c> or <c>en</c>.</param>
    /// <param name="formal">True for Sie.</param>
    public ShortForm For(string language, bool formal) => language == "en" ? English : formal ? Sie : Du;
}
