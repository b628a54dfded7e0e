using Mitreden.Foundation.Texts;

namespace Mitreden.Guidelines.Pages;

/// <summary>Nine sentences as a form sends them: three forms of three sentences.</summary>
public sealed class Draft
{
    /// <summary>German with Du.</summary>
    public string?[] Du { get; set; } = [];
    /// <summary>German with Sie.</summary>
    public string?[] Sie { get; set; } = [];
    /// <summary>English.</summary>
    public string?[] English { get; set; } = [];

    /// <summary>The three forms with the name of their field and the key of their heading.</summary>
    public IReadOnlyList<(string Field, string Heading, string Language, string?[] Sentences)> Forms =>
        [(nameof(Du), "Edit.Form.Du", "de", Du), (nameof(Sie), "Edit.Form.Formal", "de", Sie), (nameof(English), "Edit.Form.English", "en", English)];

    /// <summary>The text, with white space tidied up.</summary>
    public GuidelineText Text => new(Form(Du), Form(Sie), Form(English));

    /// <summary>A draft that begins with a text.</summary>
    public static Draft Of(GuidelineText text) => new() { Du = [.. text.Du.Sentences], Sie = [.. text.Sie.Sentences], English = [.. text.English.Sentences] };

    /// <summary>The sentence at a place, "" when the form did not send it.</summary>
    public static string At(string?[] sentences, int place) =>
        string.Join(' ', (sentences.ElementAtOrDefault(place) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What is wrong, by field.</summary>
    public IEnumerable<(string Field, string Error)> Errors(Texts<GuidelinesTexts> texts)
    {
        foreach (var form in Forms)
            for (var place = 0; place < 3; place++)
                if (Error(At(form.Sentences, place), texts) is { } error) yield return ($"Draft.{form.Field}[{place}]", error);
    }

    private static string? Error(string sentence, Texts<GuidelinesTexts> texts) => sentence switch
    {
        "" => texts["Edit.Error.Empty"],
        { Length: > ShortForm.LongestSentence } => texts["Edit.Error.Long", sentence.Length, ShortForm.LongestSentence],
        _ when sentence.TrimEnd('"', '“', '”', '«', '»', ')')[^1..] is not ("." or "!" or "?" or "…") => texts["Edit.Error.End"],
        _ => null,
    };

    private static ShortForm Form(string?[] sentences) => new(At(sentences, 0), At(sentences, 1), At(sentences, 2));
}
