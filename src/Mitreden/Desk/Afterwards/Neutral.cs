using System.Text.RegularExpressions;

namespace Mitreden.Desk.Afterwards;

/// <summary>Words that lead to nobody.</summary>
internal static partial class Neutral
{
    /// <summary>The word in place of a trace.</summary>
    /// <param name="trace">What stood there.</param>
    /// <param name="english">True in an English text.</param>
    /// <param name="found">What stood there, perhaps with its article: vom Vertrieb, since Monday.</param>
    /// <param name="before">The text before it; German nouns follow the word in front of them.</param>
    public static string Word(Trace trace, bool english, string found, string before)
    {
        var first = found.Split(' ')[0].ToUpperInvariant();
        if (trace == Trace.Moment && first is "SEIT" or "SINCE") return english ? "for a while" : "seit Kurzem";
        if (trace == Trace.Moment && first is "BIS" or "UNTIL") return english ? "until recently" : "bis vor Kurzem";
        if (english) return English(trace);
        var preposition = first switch { "VOM" => "von", "IM" => "in", "BEIM" => "bei", "ZUM" or "ZUR" => "zu", _ => null };
        return preposition is null || trace == Trace.Moment ? German(trace, Dative().IsMatch(before)) : $"{preposition} {German(trace, true)}";
    }

    /// <summary>True when the text has more English than German little words.</summary>
    public static bool IsEnglish(string text) => EnglishWord().Count(text) > GermanWord().Count(text);

    private static string German(Trace trace, bool dative) => trace switch
    {
        Trace.Colleague => "jemand von uns",
        Trace.Company => dative ? "unserer Firma" : "unsere Firma",
        Trace.Department => dative ? "einer Abteilung" : "eine Abteilung",
        Trace.Person => "jemand",
        Trace.Mail => "[E-Mail]",
        Trace.Link => "[Link]",
        Trace.Handle => "@jemand",
        Trace.Topic => "#thema",
        Trace.Phone => "[Telefonnummer]",
        Trace.Number => "[Nummer]",
        Trace.Moment => "vor Kurzem",
        _ => dative ? "einer Stadt" : "eine Stadt",
    };

    private static string English(Trace trace) => trace switch
    {
        Trace.Colleague => "one of us",
        Trace.Company => "our company",
        Trace.Department => "a department",
        Trace.Person => "someone",
        Trace.Mail => "[e-mail]",
        Trace.Link => "[link]",
        Trace.Handle => "@someone",
        Trace.Topic => "#topic",
        Trace.Phone => "[phone number]",
        Trace.Number => "[number]",
        Trace.Moment => "recently",
        _ => "a town",
    };

    [GeneratedRegex(@"\b(?:in|aus|bei|nach|von|mit|zu|seit|gegenüber)\s+$", RegexOptions.IgnoreCase)]
    private static partial Regex Dative();

    [GeneratedRegex(@"\b(?:the|and|is|are|was|you|your|of|to|my|i|it|for|with|they|has|have|not|at)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishWord();

    [GeneratedRegex(@"\b(?:der|die|das|und|ist|sind|ich|ihr|ihre|von|zu|mein|es|für|mit|hat|haben|nicht|ein|eine|den|dem|bei|auf|wir|sie)\b", RegexOptions.IgnoreCase)]
    private static partial Regex GermanWord();
}
