using System.Text.Json.Serialization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;

namespace Mitreden.Guidelines.Rules;

/// <summary>Everything that a version says beside the three sentences: the frame, and the rules in order.</summary>
/// <param name="Top">What stands above the rules.</param>
/// <param name="Covers">Whom and what it covers.</param>
/// <param name="Closing">Who helps, and what happens with a report.</param>
/// <param name="Rules">The rules.</param>
public sealed record RuleBook(Wording Top, Wording Covers, Wording Closing, IReadOnlyList<Rule> Rules)
{
    /// <summary>Most rules.</summary>
    public const int MostRules = 40;
    /// <summary>Most characters with everything in it, as it is stored.</summary>
    public const int Longest = 600_000;

    /// <summary>Nothing beside the three sentences.</summary>
    public static RuleBook Empty { get; } = new(Wording.Empty, Wording.Empty, Wording.Empty, []);

    /// <summary>True when there is something beside the three sentences.</summary>
    [JsonIgnore]
    public bool HasRules => Rules.Count > 0;

    /// <summary>Reads what <see cref="ToString"/> wrote; an empty text is an empty book.</summary>
    public static RuleBook Parse(string stored) => stored.Length == 0 ? Empty : ContentFile.Read<RuleBook>("rules", stored);

    /// <summary>As stored, and as it goes into the hash.</summary>
    public override string ToString() => this == Empty ? "" : ContentFile.Write(this);

    /// <summary>A rule by its name, or null.</summary>
    public Rule? Find(string id) => Rules.FirstOrDefault(r => r.Id == id);
}
