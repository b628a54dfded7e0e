using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Rules;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Drafts;

/// <summary>A rule in the list of the draft.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Change">What became of it since the version that holds; null when nothing did.</param>
/// <param name="Faults">How many things keep it from being published.</param>
public sealed record DraftRow(Rule Rule, RuleChange? Change, int Faults);

/// <summary>The next version as an author sees it: which rules, in which order, and what is still missing.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class EditModel(AppDb db, Drafting drafting, RuleCraft rules, WordsCraft words, Proof proof, Companies companies, CurrentPerson me, Texts<DraftingTexts> texts) : PageModel
{
    /// <summary>The draft.</summary>
    public Workbench Bench { get; private set; } = null!;
    /// <summary>Its rules.</summary>
    public IReadOnlyList<DraftRow> Rows { get; private set; } = [];
    /// <summary>How many things keep the three sentences and the frame from being published.</summary>
    public int WordFaults { get; private set; }
    /// <summary>Rules that ship and are not in the draft: those of the organisation's own line of business first.</summary>
    public IReadOnlyList<ShippedRule> Others { get; private set; } = [];
    /// <summary>The organisation's line of business, or null.</summary>
    public Industry? Industry { get; private set; }
    /// <summary>Why nothing was done, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>True when nothing is missing.</summary>
    public bool IsComplete => WordFaults == 0 && Rows.All(r => r.Faults == 0);
    /// <summary>True while it lies open for a second look.</summary>
    public bool IsOffered => Bench.Draft?.State == DraftState.Offered;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await ShowAsync(stop) ? Page() : NotFound();

    /// <summary>Takes a rule that ships into the draft.</summary>
    public Task<IActionResult> OnPostAddAsync(string rule, CancellationToken stop) =>
        ChangeAsync(text => rules.Shipped(rule) is { } shipped && text.Find(rule) is null && text.Rules.Count < RuleBook.MostRules ? text.With(shipped) : null, rule, stop);

    /// <summary>Takes all rules of a line of business into the draft.</summary>
    public Task<IActionResult> OnPostAddIndustryAsync(string industry, CancellationToken stop) => ChangeAsync(
        text => IndustryNames.Read(industry) is { } known && IndustryRules.Fit(text, known) ? IndustryRules.Added(text, known) : null, null, stop);

    /// <summary>Takes a rule out of the draft.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string rule, CancellationToken stop) => ChangeAsync(text => text.Without(rule), null, stop);

    /// <summary>Moves a rule up.</summary>
    public Task<IActionResult> OnPostUpAsync(string rule, CancellationToken stop) => ChangeAsync(text => text.Moved(rule, -1), rule, stop);

    /// <summary>Moves a rule down.</summary>
    public Task<IActionResult> OnPostDownAsync(string rule, CancellationToken stop) => ChangeAsync(text => text.Moved(rule, 1), rule, stop);

    /// <summary>Begins a rule of the organisation's own and leads to its form.</summary>
    public async Task<IActionResult> OnPostOwnAsync(CancellationToken stop)
    {
        var name = await drafting.FreeNameAsync(stop);
        if (!await drafting.ChangeAsync(text => text.Rules.Count < RuleBook.MostRules && text.Find(name) is null ? text.With(Rule.Blank(name)) : null, stop)) return await RefuseAsync("Refused.Rules", stop);
        return Redirect($"{rules.Address}/{name}");
    }

    /// <summary>Lays the draft open for a second look.</summary>
    public async Task<IActionResult> OnPostOfferAsync(int revision, CancellationToken stop)
    {
        if (!await ShowAsync(stop)) return NotFound();
        if (!IsComplete) return await RefuseAsync("Refused.Incomplete", stop);
        if (await db.GuidelineDrafts.SingleOrDefaultAsync(stop) is not { } draft || Bench.Change.IsNone) return await RefuseAsync("NotYet.Unchanged", stop);
        try
        {
            draft.Offer(revision, db.Time.GetUtcNow());
            await db.SaveChangesAsync(stop);
        }
        catch (Exception e) when (e is NotYetException or DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await RefuseAsync("NotYet.Changed", stop);
        }
        TempData["Toast"] = texts["Offered.Toast"];
        return Redirect("/guideline/review");
    }

    /// <summary>Throws the draft away.</summary>
    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken stop)
    {
        await drafting.DiscardAsync(stop);
        TempData["Toast"] = texts["Discarded.Toast"];
        return Redirect("/guideline/edit");
    }

    private async Task<IActionResult> ChangeAsync(Func<DraftText, DraftText?> change, string? anchor, CancellationToken stop) =>
        await drafting.ChangeAsync(change, stop) ? Redirect(anchor is null ? "/guideline/edit#rules" : $"/guideline/edit#rule-{anchor}") : await RefuseAsync("Refused.Rules", stop);

    private async Task<IActionResult> RefuseAsync(string why, CancellationToken stop)
    {
        if (!await ShowAsync(stop)) return NotFound();
        (Refusal, Response.StatusCode) = (texts[why, RuleBook.MostRules], StatusCodes.Status409Conflict);
        return Page();
    }

    private async Task<bool> ShowAsync(CancellationToken stop)
    {
        if (await drafting.ReadAsync(stop) is not { } bench) return false;
        Bench = bench;
        WordFaults = Count(words, bench.Text.Words);
        Rows = [.. bench.Text.Rules.Select(r => new DraftRow(r, bench.Change.Rules.FirstOrDefault(c => c.Id == r.Id), Count(rules, r)))];
        Industry = (await companies.FindAsync(me.OrganisationId, stop))?.Industry;
        Others = [.. ShippedRules.All.Where(r => bench.Text.Find(r.Id) is null).OrderBy(r => r.Industry is { } one && one == Industry ? 0 : 1)];
        return true;
    }

    private int Count<T>(Craft<T> craft, T piece) where T : class => proof.Faults(craft, Draft.Of(piece), piece).Count;
}
