using Mitreden.Foundation.Texts;

namespace Mitreden.Announcements.Writing;

/// <summary>Why something about an announcement or a round is refused; each has a text.</summary>
public enum NewsFault
{
    /// <summary>A text is missing.</summary>
    Empty,
    /// <summary>Longer than there is room for.</summary>
    TooLong,
    /// <summary>English has a title or a text, and not both.</summary>
    HalfEnglish,
    /// <summary>Somebody else was faster; what they wrote is shown.</summary>
    Changed,
    /// <summary>Not possible as things stand now.</summary>
    NotNow,
    /// <summary>The link does not lead to a page of this program.</summary>
    Link,
    /// <summary>A chosen department does not exist any more.</summary>
    Department,
    /// <summary>More departments than may be chosen one by one.</summary>
    TooMany,
    /// <summary>Too few people are picked: what single ones answer could be worked out.</summary>
    Small,
    /// <summary>A correction that changes nothing.</summary>
    Unchanged,
}

/// <summary>A refusal that a page puts into words.</summary>
/// <param name="why">Why.</param>
/// <param name="blamed">The field it is about, or empty.</param>
/// <param name="most">Most characters, or most of what there are too many of; of too few the fewest.</param>
public sealed class NewsException(NewsFault why, string blamed = "", int? most = null) : Exception(why.ToString())
{
    /// <summary>Why.</summary>
    public NewsFault Why => why;
    /// <summary>The field it is about, or empty.</summary>
    public string Blamed => blamed;
    /// <summary>Most characters, or most of what there are too many of, or the fewest of what there are too few of; null where no limit was passed.</summary>
    public int? Most => most;
}

/// <summary>What an announcement says: German, and English where somebody has written it.</summary>
/// <param name="Title">Title.</param>
/// <param name="Text">Paragraphs and lists in Markdown.</param>
/// <param name="TitleEn">English title; may be empty.</param>
/// <param name="TextEn">English text; may be empty.</param>
public sealed record NewsWords(string Title, string Text, string TitleEn, string TextEn)
{
    /// <summary>Longest title.</summary>
    public const int LongestTitle = 120;
    /// <summary>Longest text, in characters of Markdown.</summary>
    public const int LongestText = 8000;

    /// <summary>As forms send them, without outer space. Incomplete ones are taken: a draft may be anything.</summary>
    /// <exception cref="NewsException">Something is too long.</exception>
    public static NewsWords Of(string? title, string? text, string? titleEn, string? textEn) => new(
        Line(title, "title"), Checked(text, LongestText, "text"), Line(titleEn, "title-en"), Checked(textEn, LongestText, "text-en"));

    /// <summary>Fails unless it can be read by everybody.</summary>
    /// <exception cref="NewsException">Title or text is missing, or half of the English.</exception>
    public void Demand()
    {
        if (Title.Length == 0) throw new NewsException(NewsFault.Empty, "title");
        if (Text.Length == 0) throw new NewsException(NewsFault.Empty, "text");
        if (TitleEn.Length == 0 != (TextEn.Length == 0)) throw new NewsException(NewsFault.HalfEnglish, TitleEn.Length == 0 ? "title-en" : "text-en");
    }

    /// <summary>The title that somebody reads; German where there is no English.</summary>
    public string TitleIn(string language) => language == "en" && TitleEn.Length > 0 ? TitleEn : Title;

    /// <summary>The text that somebody reads.</summary>
    public string TextIn(string language) => language == "en" && TextEn.Length > 0 ? TextEn : Text;

    /// <summary>A text as forms send it: one sign per line break, no outer space.</summary>
    internal static string Checked(string? text, int most, string field)
    {
        var words = Typed.Of(text);
        return words.Length <= most ? words : throw new NewsException(NewsFault.TooLong, field, most);
    }

    private static string Line(string? text, string field) => Checked(string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), LongestTitle, field);
}
