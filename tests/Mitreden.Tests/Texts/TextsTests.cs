using System.Text.RegularExpressions;

namespace Mitreden.Tests.Texts;

/// <summary>Two languages, two forms of address, nothing missing and nothing left over.</summary>
public sealed partial class TextsTests
{
    /// <summary>These name the form of address and do not use it.</summary>
    private static readonly string[] NamesTheForm = ["Edit.Form.Du", "Form.du", "Setup.PerDu.Sie", "Settings.Informal"];

    [Fact]
    public void Both_languages_have_the_same_keys()
    {
        Rule.Holds(TextFile.All.SelectMany(t => t.Keys.Except(t.English.Keys).Select(k => $"{t.Name}: {k} is missing in English")
            .Concat(t.English.Keys.Except(t.Keys).Select(k => $"{t.Name}: {k} is missing in German"))));
    }

    [Fact]
    public void No_text_is_empty()
    {
        Rule.Holds(TextFile.All.SelectMany(t => t.German.Concat(t.English).Where(e => string.IsNullOrWhiteSpace(e.Value)).Select(e => $"{t.Name}: {e.Key} is empty")));
    }

    [Fact]
    public void Every_form_of_a_text_has_the_same_placeholders()
    {
        Rule.Holds(TextFile.All.SelectMany(t => t.German.Where(g => Holes(g.Value) != Holes(t.English.GetValueOrDefault(Plain(g.Key), "")))
            .Select(g => $"{t.Name}: {g.Key} has {Holes(g.Value)} in German and {Holes(t.English.GetValueOrDefault(Plain(g.Key), ""))} in English")));
    }

    [Fact]
    public void Every_text_that_the_program_asks_for_exists()
    {
        Rule.Holds(TextUse.All.Where(use => TextFile.All.Single(t => t.Name == use.Texts).Keys.All(k => !use.Pattern.IsMatch(k)))
            .Where(use => !IsCondition(use)).Select(use => $"{Repository.Name(use.File)}: {use.Texts} has no text \"{use.Key}\""));
    }

    [Fact]
    public void Every_text_is_used()
    {
        var uses = TextUse.All.ToLookup(u => u.Texts);
        Rule.Holds(TextFile.All.SelectMany(t => t.Keys.Where(k => !TextUse.IsWritten(k) && !uses[t.Name].Any(u => u.Pattern.IsMatch(k)))
            .Select(k => $"{t.Name}: nothing uses {k}")));
    }

    [Fact]
    public void Every_text_that_says_Du_has_a_pair_that_says_Sie()
    {
        Rule.Holds(TextFile.All.SelectMany(t => t.Keys.Where(k => SaysDu().IsMatch(t.German[k]) && !NamesTheForm.Contains(k) && !t.German.ContainsKey(k + TextFile.Sie))
            .Select(k => $"{t.Name}: {k} says \"{SaysDu().Match(t.German[k]).Value}\" and has no {k}.Sie")));
    }

    [Fact]
    public void No_text_that_says_Sie_says_Du_as_well()
    {
        Rule.Holds(TextFile.All.SelectMany(t => t.German.Where(g => g.Key.EndsWith(TextFile.Sie, StringComparison.Ordinal) && !NamesTheForm.Contains(g.Key) && SaysDu().IsMatch(g.Value))
            .Select(g => $"{t.Name}: {g.Key} says \"{SaysDu().Match(g.Value).Value}\"")));
    }

    [Fact]
    public void Every_Sie_belongs_to_a_Du()
    {
        Rule.Holds(TextFile.All.SelectMany(t => t.German.Keys.Where(k => k.EndsWith(TextFile.Sie, StringComparison.Ordinal) && !t.German.ContainsKey(Plain(k)))
            .Select(k => $"{t.Name}: {k} has no {Plain(k)}")));
    }

    [Fact]
    public void Whoever_is_told_Sie_is_greeted_so()
    {
        Rule.Holds(TextFile.All.SelectMany(t => t.German.Where(g => g.Value.StartsWith("Hallo", StringComparison.Ordinal)
                && (g.Key.EndsWith(TextFile.Sie, StringComparison.Ordinal) || !t.German.ContainsKey(g.Key + TextFile.Sie)))
            .Select(g => $"{t.Name}: {g.Key} says \"Hallo\" to somebody who is told Sie; that begins with \"Guten Tag\", under {Plain(g.Key)}.Sie")));
    }

    [Fact]
    public void No_text_holds_what_a_writer_left_behind()
    {
        Rule.Holds(TextFile.All.SelectMany(t => t.German.Concat(t.English).Where(e => LeftBehind().IsMatch(e.Value)).Select(e => $"{t.Name}: {e.Key} is unfinished")));
    }

    /// <summary>A value compared with in the brackets, such as <c>T[kind == "a" ? "A.Title" : "B.Title"]</c>, is no key.</summary>
    private static bool IsCondition(TextUse use) => File.ReadAllText(use.File) is var source
        && (Regex.IsMatch(source, $@"(==|!=|\bis|\bor|\bor not|is not)\s*""{Regex.Escape(use.Key)}""") || Regex.IsMatch(source, $@"""{Regex.Escape(use.Key)}""\s*=>"));

    private static string Plain(string key) => key.EndsWith(TextFile.Sie, StringComparison.Ordinal) ? key[..^TextFile.Sie.Length] : key;

    private static string Holes(string text) => string.Join(',', Hole().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\b(du|dir|dich|dein(e[mnrs]?|s)?|euch|euer|eure[mnrs]?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SaysDu();

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\bTODO\b|\bTBD\b|\bXXX\b|lorem ipsum|\?\?\?", RegexOptions.IgnoreCase)]
    private static partial Regex LeftBehind();
}
