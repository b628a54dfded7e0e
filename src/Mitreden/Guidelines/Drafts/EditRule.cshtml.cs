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
    private const string Agreement = "agreement";

    /// <summary>True when the rule has just become an instruction, and nobody has said yet when the works council agreed.</summary>
    public bool AsksAgreement { get; private set; }

    /// <summary>The law for which a rule ships as an instruction, or null.</summary>
    public Wording? Law => ShippedRules.All.FirstOrDefault(r => r.Id == Form.Key)?.Law;

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGetAsync(string rule, string? ask, CancellationToken stop)
    {
        AsksAgreement = ask == Agreement;
        return ShowAsync(rule, stop);
    }

    /// <summary>Adds, removes or moves a question or an answer, and saves.</summary>
    public async Task<IActionResult> OnPostAsync(string rule, CancellationToken stop) => IsKnown(rule) ? await SaveAsync(rule, stay: true, stop) : NotFound();

    /// <summary>Saves, and goes back to the draft.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string rule, CancellationToken stop) => IsKnown(rule) ? await SaveAsync(rule, stay: false, stop) : NotFound();

    /// <summary>A rule that has just become an instruction is asked once for the day of the agreement; without a day it stands all the same.</summary>
    protected override RedirectResult Leave(Rule? before, Rule written)
    {
        var usual = base.Leave(before, written);
        return written is { Kind: RuleKind.Instruction, Agreed: null } && before?.Kind != RuleKind.Instruction ? Redirect($"{Pen.Address}/{written.Id}?ask={Agreement}") : usual;
    }

    /// <summary>True for names that rules can have: a rule that somebody else has just taken out may be saved again.</summary>
    private bool IsKnown(string rule) => Pen.Shipped(rule) is not null || OwnKeys.IsOwn(rule);

    /// <inheritdoc />
    protected override Rule? Find(DraftText text, string key) => text.Find(key);

    /// <inheritdoc />
    protected override DraftText Put(DraftText text, Rule piece) => text.With(piece);
}
