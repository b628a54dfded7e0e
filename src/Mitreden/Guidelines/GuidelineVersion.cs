using Mitreden.Foundation.Data;
using Mitreden.Guidelines.Rules;

namespace Mitreden.Guidelines;

/// <summary>A published version of the guideline. It never changes: what people acknowledged stays what they read.</summary>
public sealed class GuidelineVersion : IOrganisationOwned, IAppendOnly
{
    private GuidelineVersion() { }

    /// <summary>Key.</summary>
    [Stored("identifies the version", Basis.NotPersonal, Keep.Evidence, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Evidence, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The time during which it holds; its row goes with that one.</summary>
    [Stored("connects the text with the time in which it holds", Basis.NotPersonal, Keep.Evidence, Seen.Program)]
    public Guid ValidityId { get; private set; }
    /// <summary>1, 2, 3 and so on.</summary>
    [Stored("names the version", Basis.NotPersonal, Keep.Evidence, Seen.Everybody)]
    public int Number { get; private set; }
    /// <summary>German with Du, a sentence per line.</summary>
    [Stored("is the guideline in German with Du", Basis.NotPersonal, Keep.Evidence, Seen.Everybody)]
    public string Du { get; private set; } = "";
    /// <summary>German with Sie, a sentence per line.</summary>
    [Stored("is the guideline in German with Sie", Basis.NotPersonal, Keep.Evidence, Seen.Everybody)]
    public string Sie { get; private set; } = "";
    /// <summary>English, a sentence per line.</summary>
    [Stored("is the guideline in English", Basis.NotPersonal, Keep.Evidence, Seen.Everybody)]
    public string English { get; private set; } = "";
    /// <summary>Frame and rules as a <see cref="RuleBook"/>, in all forms; empty in a version that has none.</summary>
    [Stored("is the guideline in all forms", Basis.NotPersonal, Keep.Evidence, Seen.Everybody)]
    public string Rules { get; private set; } = "";
    /// <summary>True when people were asked to acknowledge anew what had changed; false when they were only told.</summary>
    [Stored("tells whether a change had to be acknowledged", Basis.NotPersonal, Keep.Evidence, Seen.Everybody)]
    public bool IsMaterial { get; private set; }
    /// <summary>Why nobody else looked at it before it was published; empty when a second person did.</summary>
    [Stored("tells why only one person has seen a version before it was published", Basis.NotPersonal, Keep.Evidence, Seen.Everybody)]
    public string AloneBecause { get; private set; } = "";
    /// <summary>SHA-256 over all forms of everything, order and kinds included, 64 hexadecimal digits.</summary>
    [Stored("proves that the text was not changed", Basis.NotPersonal, Keep.Evidence, Seen.Everybody)]
    public string Hash { get; private set; } = "";
    /// <summary>When it was published.</summary>
    [Stored("tells when the version began to hold", Basis.NotPersonal, Keep.Evidence, Seen.Everybody)]
    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>The three sentences in all forms.</summary>
    public GuidelineText Text => new(ShortForm.Parse(Du), ShortForm.Parse(Sie), ShortForm.Parse(English));

    /// <summary>Frame and rules.</summary>
    public RuleBook Book => _book ??= RuleBook.Parse(Rules);

    private RuleBook? _book;

    /// <summary>Publishes a text as a version of its own.</summary>
    internal static GuidelineVersion Publish(Validity validity, int number, GuidelineText text, RuleBook book, bool material = true, string aloneBecause = "")
    {
        var rules = book.ToString();
        return new GuidelineVersion
        {
            Id = Guid.CreateVersion7(validity.From), OrganisationId = validity.OrganisationId, ValidityId = validity.Id, Number = number,
            Du = text.Du.ToString(), Sie = text.Sie.ToString(), English = text.English.ToString(), Rules = rules, Hash = text.Hash(rules), PublishedAt = validity.From,
            IsMaterial = material, AloneBecause = aloneBecause,
        };
    }
}

/// <summary>From when to when a version holds. The only part that changes, once: when the next version comes.</summary>
public sealed class Validity : IOrganisationOwned
{
    /// <summary>Years for which evidence is kept after the version has been replaced: claims expire after three (section 199 BGB).</summary>
    public const int YearsOfEvidence = 3;

    private Validity() { }

    /// <summary>Key.</summary>
    [Stored("identifies the time span", Basis.NotPersonal, Keep.Evidence, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Evidence, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Begin.</summary>
    [Stored("tells from when a version holds", Basis.NotPersonal, Keep.Evidence, Seen.Everybody)]
    public DateTimeOffset From { get; private set; }
    /// <summary>End, or null while the version holds.</summary>
    [Stored("starts the three years after which evidence is erased", Basis.NotPersonal, Keep.Evidence, Seen.Everybody)]
    public DateTimeOffset? Until { get; private set; }

    internal static Validity Begin(Guid organisation, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), OrganisationId = organisation, From = now };

    /// <summary>The next version is here.</summary>
    internal void End(DateTimeOffset now) => Until ??= now;
}

/// <summary>Somebody has read and understood a version. Evidence for both sides; others see only about how many there are.</summary>
public sealed class Acknowledgement : IOrganisationOwned, IAppendOnly
{
    /// <summary>Most characters of all names of rules.</summary>
    public const int LongestRules = 1000;

    private Acknowledgement() { }

    /// <summary>Key, and the number that the person can quote.</summary>
    [Stored("identifies the evidence", Basis.LegitimateInterest, Keep.Evidence, Seen.Self)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Evidence, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The version.</summary>
    [Stored("tells which version was acknowledged", Basis.LegitimateInterest, Keep.Evidence, Seen.Self | Seen.Counted)]
    public Guid VersionId { get; private set; }
    /// <summary>The person; names nobody any more once their data is erased after leaving.</summary>
    [Stored("shows the person their own evidence and counts each person once", Basis.LegitimateInterest, Keep.Evidence, Seen.Self | Seen.Counted)]
    public Guid PersonId { get; private set; }
    /// <summary>Hash of the version as it was shown.</summary>
    [Stored("proves which text was acknowledged", Basis.LegitimateInterest, Keep.Evidence, Seen.Self)]
    public string Hash { get; private set; } = "";
    /// <summary>Language in which it was read.</summary>
    [Stored("tells in which language it was read", Basis.LegitimateInterest, Keep.Evidence, Seen.Self)]
    public string Language { get; private set; } = "";
    /// <summary>True when it was read with Sie.</summary>
    [Stored("tells in which form it was read", Basis.LegitimateInterest, Keep.Evidence, Seen.Self)]
    public bool Formal { get; private set; }
    /// <summary>Names of the rules that were acknowledged this time, with spaces between: all of them at first, later those that had changed.</summary>
    [Stored("tells which rules were acknowledged", Basis.LegitimateInterest, Keep.Evidence, Seen.Self)]
    public string Rules { get; private set; } = "";
    /// <summary>When.</summary>
    [Stored("tells when it was acknowledged, and from which night on it counts", Basis.LegitimateInterest, Keep.Evidence, Seen.Self)]
    public DateTimeOffset At { get; private set; }

    /// <summary>The person has read and understood the version in this language and form.</summary>
    /// <param name="version">The version.</param>
    /// <param name="person">The person.</param>
    /// <param name="language">Language in which it was read.</param>
    /// <param name="formal">True for Sie.</param>
    /// <param name="now">Time.</param>
    /// <param name="rules">The rules that had changed; null when the person read the whole version.</param>
    public static Acknowledgement Of(GuidelineVersion version, Guid person, string language, bool formal, DateTimeOffset now, IEnumerable<string>? rules = null) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = version.OrganisationId, VersionId = version.Id, PersonId = person, Hash = version.Hash, Language = language,
        Formal = formal && language == "de", At = now, Rules = string.Join(' ', rules ?? version.Book.Rules.Select(r => r.Id)),
    };
}
