using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Placement.Contracts;

namespace Mitreden.Placement.Pages;

/// <summary>
/// One more question, three at most, where it is not certain how somebody goes on: right behind the entry about confidence, behind the first unit
/// about judgement. Looking writes nothing.
/// </summary>
public sealed class MoreModel(OwnRow<Sheet, Walk> sheet, Items items, Random chance) : PageModel
{
    /// <summary>The page's own address.</summary>
    public const string Address = Placements.MoreAddress;

    /// <summary>What the question is about.</summary>
    public string Door { get; private set; } = "";

    /// <summary>What is asked.</summary>
    public AskedItem Asked { get; private set; } = null!;

    /// <summary>Shows the question that is open; without one the path goes on.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        var (walk, bank) = (await sheet.ReadAsync(stop), await items.BankAsync(stop));
        if (!walk.IsOver) return Redirect(QuestionModel.Address);
        walk = walk.ApproachJudgement(bank, Placements.Chance);
        if (!walk.IsAskedMore || !bank.Contents.TryGetValue(walk.Door!.Asked!, out var item)) return Redirect(QuestionModel.After);
        (Door, Asked) = (walk.Door.Key, new AskedItem(item, Address));
        return Page();
    }

    /// <summary>Takes the answer to the question that the page showed; to any other it changes nothing.</summary>
    public async Task<IActionResult> OnPostAsync(string? item, int? option, CancellationToken stop)
    {
        var bank = await items.BankAsync(stop);
        if (item is null || !bank.Contents.TryGetValue(item, out var asked)) return Redirect(Address);
        var walk = await sheet.StepAsync(walk => walk.ApproachJudgement(bank, Placements.Chance) is { IsAskedMore: true } at
            ? at.AnswerDoor(bank, item, QuestionModel.Points(asked, option), chance) : walk, stop);
        return Redirect(walk.IsAskedMore ? Address : QuestionModel.After);
    }

    /// <summary>Enough asked.</summary>
    public async Task<IActionResult> OnPostStopAsync(CancellationToken stop)
    {
        var bank = await items.BankAsync(stop);
        await sheet.StepAsync(walk => walk.ApproachJudgement(bank, Placements.Chance).StopAskingMore(bank), stop);
        return Redirect(QuestionModel.After);
    }
}
