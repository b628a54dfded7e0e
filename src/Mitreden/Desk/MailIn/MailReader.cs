using System.Text.RegularExpressions;
using MimeKit;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.MailIn;

/// <summary>What a mail says.</summary>
/// <param name="Title">Subject, on one line.</param>
/// <param name="Text">Text, without markup.</param>
/// <param name="Url">A link that stands only in the markup, or null.</param>
/// <param name="Pictures">Files that say they are pictures; not decoded yet.</param>
/// <param name="Tap">How the sender is involved, by the first word of the subject.</param>
/// <param name="IsCut">True when the text was too long.</param>
internal sealed record MailContent(string Title, string Text, string? Url, IReadOnlyList<byte[]> Pictures, Involvement Tap, bool IsCut);

/// <summary>Reads a mail that strangers may have built to do harm: everything it looks at has an end.</summary>
internal static partial class MailReader
{
    /// <summary>Most bytes of a mail: 10 MB.</summary>
    public const int Largest = 10 * 1024 * 1024;
    /// <summary>How deep parts may lie in parts; what lies deeper is not read.</summary>
    public const int Deepest = 8;
    /// <summary>Most parts that are looked at.</summary>
    public const int MostParts = 100;
    /// <summary>Most files that are tried as pictures.</summary>
    public const int MostPictures = 2 * Intake.MostPictures;
    /// <summary>Characters of a header that are read: more than any page shows.</summary>
    private const int LongestHeader = 2000;

    private static readonly string[] PictureNames = [".png", ".jpg", ".jpeg", ".webp", ".gif"];
    private static readonly (string Word, Involvement Tap)[] Words =
        [("heiß", Involvement.Heated), ("heiss", Involvement.Heated), ("heated", Involvement.Heated), ("mitgeschrieben", Involvement.Wrote), ("wrote", Involvement.Wrote)];

    /// <summary>Parses the bytes of a mail; null when they are none.</summary>
    public static MimeMessage? Parse(byte[] raw)
    {
        try
        {
            return MimeMessage.Load(new ParserOptions { MaxMimeDepth = 4 * Deepest }, new MemoryStream(raw, writable: false));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Reads subject, text, link and pictures.</summary>
    public static MailContent Read(MimeMessage message)
    {
        var parts = new List<MimePart>();
        Collect(message.Body, 0, parts);
        var (text, link) = Text(parts);
        var title = OneLine(message.Subject ?? "");
        var cut = Cut.Of(text, Discussion.LongestText);
        return new MailContent(title, cut, LinkReader.Find(cut) is null ? link : null, [.. parts.Where(IsPicture).Take(MostPictures).Select(Bytes)], Tap(title), cut.Length < text.Length);
    }

    /// <summary>A mail within the mail belongs to somebody else and is not read.</summary>
    private static void Collect(MimeEntity? entity, int depth, List<MimePart> parts)
    {
        if (depth > Deepest || parts.Count >= MostParts) return;
        if (entity is MimePart part) parts.Add(part);
        else if (entity is Multipart several) foreach (var inner in several) Collect(inner, depth + 1, parts);
    }

    /// <summary>Mails say the same as text and as HTML; the text is what the sender wrote.</summary>
    private static (string Text, string? Link) Text(List<MimePart> parts)
    {
        var texts = parts.OfType<TextPart>().Where(t => !t.IsAttachment).ToList();
        var plain = string.Join("\n\n", texts.Where(t => t.IsPlain).Select(Plain)).Trim();
        var html = texts.Where(t => t.IsHtml).Select(t => PlainText.Of(t.Text)).ToList();
        var link = html.Select(h => h.Link).FirstOrDefault(l => l is not null);
        return (plain.Length > 0 ? plain : string.Join("\n\n", html.Select(h => h.Text)).Trim(), link);
    }

    private static string Plain(TextPart part)
    {
        var text = Cut.Of(part.Text, PlainText.Most).ReplaceLineEndings("\n");
        return string.Concat(text.Where(c => !char.IsControl(c) || c is '\n' or '\t')).Trim();
    }

    private static bool IsPicture(MimePart part) => part.ContentType.IsMimeType("image", "*")
        || part.FileName is { } name && PictureNames.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static Involvement Tap(string title)
    {
        var own = Prefixes().Replace(title, "");
        foreach (var (word, tap) in Words)
            if (own.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (own.Length == word.Length || !char.IsLetter(own[word.Length]))) return tap;
        return Involvement.Watching;
    }

    private static string OneLine(string text) =>
        string.Join(' ', string.Concat(Cut.Of(text, LongestHeader).Select(c => char.IsControl(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"^(?:(?:re|aw|wg|fwd?|antwort|weitergeleitet)\s?:\s?)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Prefixes();
}
