using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Guidelines.Rules;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Drafts;

/// <summary>
/// Lays the rules of a line of business into the draft as soon as an organisation has said which one it is in. They are a proposal: nobody but
/// authors sees them before they are published, and what had been taken out stays out until somebody asks for it.
/// </summary>
internal sealed class IndustryRules(AppDb db) : IWhen<IndustryChosen>
{
    /// <summary>A text with all rules of the line of business that it lacks.</summary>
    public static DraftText Added(DraftText text, Industry industry) => Lacking(text, industry).Aggregate(text, (sum, rule) => sum.With(rule.Rule));

    /// <summary>True when there is room for them.</summary>
    public static bool Fit(DraftText text, Industry industry) => text.Rules.Count + Lacking(text, industry).Count() <= RuleBook.MostRules;

    /// <inheritdoc />
    public async Task HandleAsync(IndustryChosen happened, CancellationToken stop)
    {
        var (now, draft) = (db.Time.GetUtcNow(), await db.GuidelineDrafts.SingleOrDefaultAsync(stop));
        // An organisation that is just being founded has its first version in this very save.
        if (draft is null && (db.GuidelineVersions.Local.FirstOrDefault(v => v.OrganisationId == happened.OrganisationId) ?? await db.CurrentGuidelineAsync(stop)) is { } version)
        {
            var first = GuidelineDraft.Begin(version, happened.By, now);
            if (Fit(first.Text, happened.Industry) && first.Write(happened.By, Added(first.Text, happened.Industry), now)) db.Add(first);
        }
        else if (draft is not null && Fit(draft.Text, happened.Industry)) draft.Write(happened.By, Added(draft.Text, happened.Industry), now);
    }

    private static IEnumerable<ShippedRule> Lacking(DraftText text, Industry industry) => ShippedRules.All.Where(r => r.Industry == industry && text.Find(r.Id) is null);
}
