using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement.Pages;

/// <summary>A question as a page shows it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Action">Where the answer goes.</param>
public sealed record AskedItem(ItemContent Item, string Action);

/// <summary>One question of the entry.</summary>
public sealed class QuestionModel(OwnRow<Sheet, Walk> sheet, Items items, Ending ending) : PageModel
{
    /// <summary>The page's own address.</summary>
    public const string Address = "/placement/question";

    /// <summary>Where the path goes on when the entry is over.</summary>
    public const string After = "/learning";

    /// <summary>Most questions.</summary>
    public static int Most => PlacementParameters.Default.MostItems;

    /// <summary>1 for the first.</summary>
    public int Number { get; private set; }

    /// <summary>What is asked.</summary>
    public AskedItem Asked { get; private set; } = null!;

    /// <summary>Shows the question that is open. Something is written only where an author has taken it out meanwhile: what is asked in its place.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        var (walk, bank) = (await sheet.ReadAsync(stop), await items.BankAsync(stop));
        if (walk.LacksQuestion(bank)) walk = await ending.RefreshAsync(bank, stop);
        if (walk.IsOver) return Redirect(walk.IsAskedMore ? MoreModel.Address : After);
        if (walk.Asked is not { } asked || !bank.Contents.TryGetValue(asked, out var item)) return Redirect("/placement");
        (Number, Asked) = (walk.Answers.Count + 1, new AskedItem(item, Address));
        return Page();
    }

    /// <summary>Takes the answer to the question that the page showed; to any other it changes nothing.</summary>
    /// <param name="item">Id of the item.</param>
    /// <param name="option">Place of the reaction, from 0; none means "I do not know".</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IActionResult> OnPostAsync(string? item, int? option, CancellationToken stop)
    {
        var bank = await items.BankAsync(stop);
        if (item is not null && bank.Contents.TryGetValue(item, out var asked))
            await ending.AnswerAsync(bank, item, Points(asked, option), stop);
        return Redirect(Address);
    }

    /// <summary>Takes the last answer back.</summary>
    public async Task<IActionResult> OnPostBackAsync(CancellationToken stop)
    {
        await sheet.StepAsync(walk => walk.Back(), stop);
        return Redirect(Address);
    }

    /// <summary>Enough asked.</summary>
    public async Task<IActionResult> OnPostStopAsync(CancellationToken stop)
    {
        await ending.StopAsync(await items.BankAsync(stop), stop);
        return Redirect(After);
    }

    /// <summary>What a reaction is worth; nothing, or a place that does not exist, is worth 0.</summary>
    internal static int Points(ItemContent item, int? option) => option is { } place && place >= 0 && place < item.Options.Count ? item.Options[place].Score : 0;
}
