using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;

namespace Mitreden.Questions;

/// <summary>
/// A question from the box. It says nothing of whoever asked: no person, no time of the day, a random key, and no number that counts upwards.
/// What becomes of it stands in its <see cref="Reply"/>.
/// </summary>
public sealed partial class Question : IBoxed
{
    /// <summary>Longest question, in characters.</summary>
    public const int Longest = 1000;
    /// <summary>Days after which a question that nobody has answered goes.</summary>
    public const int KeptDays = 90;

    private Question() { }

    /// <summary>Key, random: one that grows with time would tell the minute.</summary>
    [Stored("identifies the question", Basis.NotPersonal, Keep.Questions, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Questions, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The day on which it was asked, by the clock of the organisation.</summary>
    [Stored("shows all questions of a day together, from the next morning on", Basis.LegitimateInterest, Keep.Questions, Seen.Everybody)]
    public DateOnly Day { get; private set; }
    /// <summary>Rule of the guideline it is about, such as <c>R02</c>, <c>care-1</c> or <c>E1</c>, or null.</summary>
    [Stored("finds the questions about a rule", Basis.NotPersonal, Keep.Questions, Seen.Everybody)]
    public string? Rule { get; private set; }
    /// <summary>The question; empty once it was decided that nobody is to see it.</summary>
    [Stored("is the question", Basis.LegitimateInterest, Keep.Questions, Seen.Everybody)]
    public string Text { get; private set; } = "";

    /// <summary>Somebody asks.</summary>
    /// <exception cref="QuestionException">No text, or too long.</exception>
    public static Question Ask(Guid organisation, string? text, string? rule, DateOnly day)
    {
        // Random but for the six bits that say so, as RFC 9562 wants it in version 4.
        var key = RandomNumberGenerator.GetBytes(16);
        (key[7], key[8]) = ((byte)(key[7] & 0x0F | 0x40), (byte)(key[8] & 0x3F | 0x80));
        return new Question { Id = new Guid(key), OrganisationId = organisation, Day = day, Rule = RuleOf(rule), Text = Words.Checked(text, Longest, "text") };
    }

    /// <summary>The rule that somebody names, as it is written here; null when it is none.</summary>
    public static string? RuleOf(string? rule) => RuleName().IsMatch(rule ?? "") ? rule : null;

    /// <summary>Other words for the same question, without the names in it. The first ones are gone.</summary>
    internal void Reword(string? text) => Text = Words.Checked(text, Longest, "text");

    /// <summary>Nobody is to see it: the words go at once.</summary>
    internal void Drop() => Text = "";

    /// <summary>True while it may still wait: an older one would be forgotten before anybody reads it.</summary>
    internal bool MayWait(DateOnly today) => today < Day.AddDays(KeptDays);

    /// <summary>Rules for everybody, those of a line of business and those of one's own. Free words are none: a link must not become a mark of whoever it was made for.</summary>
    [GeneratedRegex(@"^(R(0[1-9]|[1-9][0-9])|[a-z]{1,12}-[1-9][0-9]?|E[1-9][0-9]{0,4})\z")]
    private static partial Regex RuleName();
}

/// <summary>Why something about a question is refused; each has a text.</summary>
public enum QuestionFault
{
    /// <summary>Nothing was written.</summary>
    Empty,
    /// <summary>Longer than there is room for.</summary>
    TooLong,
    /// <summary>As many questions today as one person may ask.</summary>
    Enough,
    /// <summary>Somebody else was faster; what they did is shown.</summary>
    Changed,
    /// <summary>Too old to wait again.</summary>
    TooOld,
}

/// <summary>A refusal that a page puts into words.</summary>
/// <param name="why">Why.</param>
/// <param name="blamed">The field it is about, or empty.</param>
public sealed class QuestionException(QuestionFault why, string blamed = "") : Exception(why.ToString())
{
    /// <summary>Why.</summary>
    public QuestionFault Why => why;
    /// <summary>The field it is about, or empty.</summary>
    public string Blamed => blamed;
}

/// <summary>Texts as forms send them.</summary>
internal static class Words
{
    /// <summary>The text without outer space and with one sign per line break, so that a break counts as the one character that the browser counts.</summary>
    public static string Checked(string? text, int most, string field)
    {
        var words = (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        if (words.Length == 0) throw new QuestionException(QuestionFault.Empty, field);
        return words.Length <= most ? words : throw new QuestionException(QuestionFault.TooLong, field);
    }
}
