using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;

namespace Mitreden.Guidelines.Rules;

/// <summary>What became of one rule from one version to another.</summary>
/// <param name="Before">The rule before; null when it is new.</param>
/// <param name="After">The rule after; null when it was taken out.</param>
public sealed record RuleChange(Rule? Before, Rule? After)
{
    /// <summary>Name of the rule.</summary>
    public string Id => (After ?? Before)!.Id;

    /// <summary>True when it stands as it stood.</summary>
    public bool IsNone => Before is not null && After is not null && ContentFile.Write(Before) == ContentFile.Write(After);

    /// <summary>True when what people are to do has changed; another reason, question or link is not that.</summary>
    public bool IsMaterial => Before is null || After is null || Before.Kind != After.Kind || Before.Sentence != After.Sentence || Before.Do != After.Do || Before.Dont != After.Dont;
}

/// <summary>What differs between two texts of the guideline.</summary>
/// <param name="ShortForm">True when the three sentences differ.</param>
/// <param name="Frame">True when the frame differs.</param>
/// <param name="Rules">Rules that differ: those that stand, in order, then those that were taken out.</param>
/// <param name="Order">True when the same rules stand in another order.</param>
public sealed record BookChange(bool ShortForm, bool Frame, IReadOnlyList<RuleChange> Rules, bool Order)
{
    /// <summary>True when nothing differs.</summary>
    public bool IsNone => !ShortForm && !Frame && Rules.Count == 0 && !Order;

    /// <summary>What the program proposes: asks everybody anew when what they are to do has changed.</summary>
    public bool IsMaterial => ShortForm || Rules.Any(r => r.IsMaterial);

    /// <summary>Compares.</summary>
    public static BookChange Between(GuidelineText text, RuleBook book, GuidelineText laterText, RuleBook later) => new(text != laterText,
        book.Top != later.Top || book.Covers != later.Covers || book.Closing != later.Closing,
        [.. later.Rules.Select(r => new RuleChange(book.Find(r.Id), r)).Concat(book.Rules.Where(r => later.Find(r.Id) is null).Select(r => new RuleChange(r, null))).Where(c => !c.IsNone)],
        !book.Rules.Select(r => r.Id).Where(id => later.Find(id) is not null).SequenceEqual(later.Rules.Select(r => r.Id).Where(id => book.Find(id) is not null)));

    /// <summary>Compares two versions.</summary>
    public static BookChange Between(GuidelineVersion before, GuidelineVersion after) => Between(before.Text, before.Book, after.Text, after.Book);

    /// <summary>What this change asks people to acknowledge when its author calls it material: what changed what they are to do, or all of it when nothing did.</summary>
    public IEnumerable<string> Asks => Rules.Any(r => r.IsMaterial) || ShortForm ? Rules.Where(r => r.IsMaterial).Select(r => r.Id) : Rules.Select(r => r.Id);
}
