using System.Globalization;
using System.Text.RegularExpressions;
using Mitreden.Desk.Afterwards;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Tests.Desk;

/// <summary>What leads to somebody is found and replaced, rather too much than too little; how much is measured on texts of our own.</summary>
public sealed partial class AnonymiserTests(ITestOutputHelper output)
{
    private static readonly Anonymiser Ours = new(new Known(DemoCompany.Name, ["Marketing", "Montage", "Vertrieb", "Kundendienst", "Verwaltung"], [.. DemoCompany.People.Select(p => p.Name)]));

    private static readonly IReadOnlyList<(bool English, string Marked)> Corpus = [.. File.ReadLines(Repository.At("tests", "Mitreden.Tests", "Desk", "anonymiser-corpus.txt"))
        .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).Select(l => (l[0] == "en", l[1]))];

    [Fact]
    public void Hardly_anything_that_leads_to_somebody_is_left_and_most_of_the_rest_is()
    {
        Assert.True(Corpus.Count >= 60, $"{Corpus.Count} texts are too few to measure");
        var (secrets, missed, words, kept) = (0, new List<string>(), 0, 0);
        foreach (var (_, marked) in Corpus)
        {
            var clean = Ours.Of(Plain(marked)).Text;
            foreach (var secret in Secret().Matches(marked).Select(m => m.Groups[1].Value))
            {
                secrets++;
                if (Telling(secret).Any(part => Stands(clean, part))) missed.Add($"{secret} ← {clean}");
            }
            var harmless = Secret().Replace(marked, " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            words += harmless.Length;
            kept += harmless.Count(w => clean.Contains(w, StringComparison.Ordinal));
        }
        var (recall, rest) = (1 - (double)missed.Count / secrets, (double)kept / words);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Corpus.Count} texts, {secrets} traces, recall {recall:P1}, harmless words kept {rest:P1}"));
        foreach (var miss in missed) output.WriteLine($"missed: {miss}");
        Assert.True(recall >= 0.9, $"recall {recall:P1}: {string.Join("; ", missed)}");
        Assert.True(rest >= 0.9, $"only {rest:P1} of the harmless words are left");
    }

    [Fact]
    public void The_language_of_a_text_is_seen() => Rule.Holds(Corpus.Where(c => Neutral.IsEnglish(Plain(c.Marked)) != c.English && !Short(c.Marked)).Select(c => c.Marked));

    [Fact]
    public void Doing_it_again_finds_nothing_new() => Rule.Holds(Corpus.Select(c => Ours.Of(Plain(c.Marked)).Text).Where(t => Ours.Of(t).Findings.Count > 0)
        .Select(t => $"{t} → {string.Join(", ", Ours.Of(t).Findings.Select(f => f.Found))}"));

    [Fact]
    public void Each_finding_says_what_stood_where_and_what_stands_there_now()
    {
        const string text = "Frau Weber aus Köln (frau.weber@web.example) schrieb am Montag um 9:15 Uhr an Jana Keller.";
        var found = Ours.Of(text);
        Assert.Equal("Jemand aus einer Stadt ([E-Mail]) schrieb vor Kurzem an jemand von uns.", found.Text);
        Assert.Equal([Trace.Person, Trace.Place, Trace.Mail, Trace.Moment, Trace.Colleague], found.Findings.Select(f => f.Trace));
        Assert.All(found.Findings, f => Assert.Equal(f.Found, text.Substring(f.At, f.Found.Length)));
    }

    [Theory]
    [InlineData("Er wartet seit dem 12.3. auf Antwort.", "Er wartet seit Kurzem auf Antwort.")]
    [InlineData("Er wartet seit dem 12. März auf Antwort.", "Er wartet seit Kurzem auf Antwort.")]
    [InlineData("Niemand hat bis Freitag geantwortet.", "Niemand hat bis vor Kurzem geantwortet.")]
    [InlineData("They have not answered until 12 March, and it is not the first time.", "They have not answered until recently, and it is not the first time.")]
    public void A_time_goes_with_the_word_before_it(string text, string neutral) => Assert.Equal(neutral, Ours.Of(text).Text);

    [Theory]
    [InlineData("Danke, das hilft mir sehr. Ich melde mich wieder.")]
    [InlineData("Die Antwort kam schnell, und der Ton war freundlich.")]
    [InlineData("Liebe Kunden, wir kümmern uns darum.")]
    [InlineData("Ich habe 2 Pumpen und bin zufrieden.")]
    [InlineData("Thank you, that was kind of you.")]
    [InlineData("")]
    public void What_leads_to_nobody_stays(string text) => Assert.Equal(text, Ours.Of(text).Text);

    [Fact]
    public void Long_and_hostile_texts_take_no_time()
    {
        var hostile = string.Concat(Enumerable.Repeat("A.A.A@@@1 1-1/1.1 Am Am Am der Der 12.12.12.12 www.www.www. Herr Herr Frau Dr. ", 600));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Ours.Of(hostile);
        Ours.Of(new string('1', 50_000));
        Ours.Of(new string('a', 50_000) + "@");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    private static bool Short(string marked) => Plain(marked).Split(' ').Length < 6;

    private static string Plain(string marked) => marked.Replace("{{", "", StringComparison.Ordinal).Replace("}}", "", StringComparison.Ordinal);

    /// <summary>The parts of a trace that would tell something by themselves.</summary>
    private static IEnumerable<string> Telling(string secret) => secret.Split([' ', '-', '/', '@', '#', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
        .Where(p => p.Length > 2 && p is not ("Frau" or "Herr" or "Mrs" or "Uhr" or "half" or "past" or "Kollegin" or "Familie" or "Street" or "Bad" or "von"));

    private static bool Stands(string text, string part) => Regex.IsMatch(text, $@"(?<!\w){Regex.Escape(part)}(?!\w)");

    [GeneratedRegex(@"\{\{(.+?)\}\}")]
    private static partial Regex Secret();
}
