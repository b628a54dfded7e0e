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
    public Task<IActionResult> OnPostAsync(string rule, CancellationToken stop) => SaveAsync(rule, stay: true, stop);

    /// <summary>Saves, and goes back to the draft.</summary>
    public Task<IActionResult> OnPostSaveAsync(string rule, CancellationToken stop) => SaveAsync(rule, stay: false, stop);

    /// <inheritdoc />
    protected override Rule? Find(DraftText text, string key) => text.Find(key);

    /// <inheritdoc />
    protected override DraftText Put(DraftText text, Rule piece) => text.With(piece);
}
