using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Rules;

namespace Mitreden.Guidelines.Drafts;

/// <summary>An author writes one rule of the draft.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class EditRuleModel(Drafting drafting, RuleCraft craft, Proof proof, Texts<DraftingTexts> texts) : PieceModel<Rule>(drafting, craft, proof, texts)
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGetAsync(string rule, CancellationToken stop) => ShowAsync(rule, stop);

    /// <summary>Adds, removes or moves a question or an answer, and saves.</summary>
    public async Task<IActionResult> OnPostAsync(string rule, CancellationToken stop) => IsKnown(rule) ? await SaveAsync(rule, stay: true, stop) : NotFound();

    /// <summary>Saves, and goes back to the draft.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string rule, CancellationToken stop) => IsKnown(rule) ? await SaveAsync(rule, stay: false, stop) : NotFound();

    /// <summary>True for names that rules can have: a rule that somebody else has just taken out may be saved again.</summary>
    private bool IsKnown(string rule) => Pen.Shipped(rule) is not null || OwnKeys.IsOwn(rule);

    /// <inheritdoc />
    protected override Rule? Find(DraftText text, string key) => text.Find(key);

    /// <inheritdoc />
    protected override DraftText Put(DraftText text, Rule piece) => text.With(piece);
}
