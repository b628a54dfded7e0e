using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;

namespace Mitreden.Placement.Pages;

/// <summary>Right behind the entry, where it is not certain how somebody begins: one more question, three at most for each of two doors.</summary>
public sealed class MoreModel(OwnRow<Sheet, Walk> sheet, Items items) : PageModel
{
    /// <summary>The page's own address.</summary>
    public const string Address = "/placement/more";

    /// <summary>What the question is about.</summary>
    public string Door { get; private set; } = "";

    /// <summary>What is asked.</summary>
    public AskedItem Asked { get; private set; } = null!;

    /// <summary>Shows the question that is open; without one the path goes on.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        var walk = await sheet.ReadAsync(stop);
        if (!walk.IsOver) return Redirect(QuestionModel.Address);
        if (!walk.IsAskedMore || !(await items.BankAsync(stop)).Contents.TryGetValue(walk.Door!.Asked!, out var item)) return Redirect(QuestionModel.After);
        (Door, Asked) = (walk.Door.Key, new AskedItem(item, Address));
        return Page();
    }

    /// <summary>Takes the answer to the question that the page showed; to any other it changes nothing.</summary>
    public async Task<IActionResult> OnPostAsync(string? item, int? option, CancellationToken stop)
    {
        var bank = await items.BankAsync(stop);
        if (item is not null && bank.Contents.TryGetValue(item, out var asked))
            await sheet.StepAsync(walk => walk.IsAskedMore ? walk.AnswerDoor(bank, item, QuestionModel.Points(asked, option), Random.Shared) : walk, stop);
        return Redirect(Address);
    }

    /// <summary>Enough asked.</summary>
    public async Task<IActionResult> OnPostStopAsync(CancellationToken stop)
    {
        var bank = await items.BankAsync(stop);
        await sheet.StepAsync(walk => walk.StopAskingMore(bank), stop);
        return Redirect(QuestionModel.After);
    }
}
