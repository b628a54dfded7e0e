using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Guidelines.Rules;

namespace Mitreden.Guidelines.Drafts;

/// <summary>The three sentences and the frame, as they are written.</summary>
/// <param name="Id">Name of the form they are written in.</param>
/// <param name="First">First sentence.</param>
/// <param name="Second">Second sentence.</param>
/// <param name="Third">Third sentence.</param>
/// <param name="Top">What stands above the rules.</param>
/// <param name="Covers">Whom and what they cover.</param>
/// <param name="Closing">Who helps, and what happens with a report.</param>
public sealed record GuideWords(string Id, Wording First, Wording Second, Wording Third, Wording Top, Wording Covers, Wording Closing)
{
    /// <summary>The name.</summary>
    public const string Name = "words";

    /// <summary>The three sentences by form.</summary>
    [JsonIgnore]
    public GuidelineText Text => new(Form(w => w.Du), Form(w => w.Sie), Form(w => w.English));

    /// <summary>The sentences, by field.</summary>
    [JsonIgnore]
    public IEnumerable<(string Path, Wording Text)> Sentences => [("first", First), ("second", Second), ("third", Third)];

    private ShortForm Form(Func<Wording, string> form) => new(Line(form(First)), Line(form(Second)), Line(form(Third)));

    /// <summary>A sentence stands in one line.</summary>
    private static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>The next version while it is written, complete or not.</summary>
/// <param name="Words">The three sentences and the frame.</param>
/// <param name="Rules">The rules, in order.</param>
public sealed record DraftText(GuideWords Words, IReadOnlyList<Rule> Rules)
{
    /// <summary>Begins with what a version says.</summary>
    public static DraftText Of(GuidelineVersion version)
    {
        var (text, book) = (version.Text, version.Book);
        Wording Sentence(int place) => new(text.Du.Sentences[place], text.Sie.Sentences[place], text.English.Sentences[place]);
        return new DraftText(new GuideWords(GuideWords.Name, Sentence(0), Sentence(1), Sentence(2), book.Top, book.Covers, book.Closing), book.Rules);
    }

    /// <summary>Frame and rules.</summary>
    [JsonIgnore]
    public RuleBook Book => new(Words.Top, Words.Covers, Words.Closing, Rules);

    /// <summary>What differs from a version.</summary>
    public BookChange Since(GuidelineVersion version) => BookChange.Between(version.Text, version.Book, Words.Text, Book);

    /// <summary>A rule by its name, or null.</summary>
    public Rule? Find(string id) => Rules.FirstOrDefault(r => r.Id == id);

    /// <summary>The same with a rule in the place of the one of its name, or at the end.</summary>
    public DraftText With(Rule rule) => this with { Rules = Find(rule.Id) is null ? [.. Rules, rule] : [.. Rules.Select(r => r.Id == rule.Id ? rule : r)] };

    /// <summary>The same without a rule.</summary>
    public DraftText Without(string id) => this with { Rules = [.. Rules.Where(r => r.Id != id)] };

    /// <summary>The same with a rule moved by one place.</summary>
    public DraftText Moved(string id, int by)
    {
        var rules = Rules.ToList();
        var place = rules.FindIndex(r => r.Id == id);
        if (place < 0 || place + by < 0 || place + by >= rules.Count) return this;
        (rules[place], rules[place + by]) = (rules[place + by], rules[place]);
        return this with { Rules = rules };
    }

    /// <summary>Names what a piece says, so that a form can tell whether somebody else has changed it since; 0 for one that is gone.</summary>
    public static int Stamp<T>(T? piece) where T : class => piece is null ? 0
        : BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(ContentFile.Write(piece)))) & int.MaxValue;
}
