using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Guidelines.Drafts;

/// <summary>An author writes the three sentences and the frame.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class EditWordsModel(Drafting drafting, WordsCraft craft, Proof proof, Texts<DraftingTexts> texts) : PieceModel<GuideWords>(drafting, craft, proof, texts)
{
    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGetAsync(CancellationToken stop) => ShowAsync(GuideWords.Name, stop);

    /// <summary>Saves, and stays.</summary>
    public Task<IActionResult> OnPostAsync(CancellationToken stop) => SaveAsync(GuideWords.Name, stay: true, stop);

    /// <summary>Saves, and goes back to the draft.</summary>
    public Task<IActionResult> OnPostSaveAsync(CancellationToken stop) => SaveAsync(GuideWords.Name, stay: false, stop);

    /// <inheritdoc />
    protected override GuideWords? Find(DraftText text, string key) => text.Words;

    /// <inheritdoc />
    protected override DraftText Put(DraftText text, GuideWords piece) => text with { Words = piece };
}
