using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Placement.Contracts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement.Pages;

/// <summary>"Do you know this already?": at most three questions before a unit, and what follows. Looking writes nothing but a decision that no question is left for.</summary>
public sealed class DoorModel(OwnRow<Sheet, Walk> sheet, Items items, IDoors doors, Random chance) : PageModel
{
    /// <summary>What stands behind the door.</summary>
    public Behind Behind { get; private set; } = null!;

    /// <summary>What is asked; null once the door is decided.</summary>
    public AskedItem? Asked { get; private set; }

    /// <summary>True when the door lets the unit out.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The page's own address.</summary>
    public string Address => $"/placement/door/{Behind.Key}";

    /// <summary>Shows the question, or what the door has decided.</summary>
    public async Task<IActionResult> OnGetAsync(string unitId, CancellationToken stop)
    {
        if (await doors.FindAsync(unitId, stop) is not { } behind) return NotFound();
        Behind = behind;
        var (walk, bank) = (await sheet.ReadAsync(stop), await items.BankAsync(stop));
        if (!walk.IsOver) return Redirect(behind.Href);
        var before = walk;
        walk = Approach(walk, bank);
        // Nothing is left to ask here, so nobody would ever answer: what is decided has to be kept, or the path would lead here for ever.
        if (!ReferenceEquals(walk, before) && walk.Door?.Key != behind.Key) walk = await sheet.StepAsync(w => Approach(w, bank), stop);
        if (walk.Door?.Asked is { } asked && walk.Door.Key == behind.Key) Asked = new AskedItem(bank.Contents[asked], Address);
        else IsKnown = walk.Doors.GetValueOrDefault(behind.Key) == Verdict.Skip;
        return Page();
    }

    /// <summary>Takes the answer to the question that the page showed.</summary>
    public async Task<IActionResult> OnPostAsync(string unitId, string? item, int? option, CancellationToken stop)
    {
        if (await doors.FindAsync(unitId, stop) is not { } behind) return NotFound();
        Behind = behind;
        var bank = await items.BankAsync(stop);
        if (item is not null && bank.Contents.TryGetValue(item, out var asked))
            await sheet.StepAsync(w => Approach(w, bank) is var at && at.Door?.Key == unitId ? at.AnswerDoor(bank, item, QuestionModel.Points(asked, option), chance) : w, stop);
        return Redirect(Address);
    }

    /// <summary>"I know it", or "ask once more": the only ways in which a decided door changes.</summary>
    public async Task<IActionResult> OnPostAskAsync(string unitId, CancellationToken stop)
    {
        if (await doors.FindAsync(unitId, stop) is not { } behind) return NotFound();
        Behind = behind;
        var bank = await items.BankAsync(stop);
        await sheet.StepAsync(w => w.AskAgain(bank, behind.Key, behind.Domain, behind.Cut, Chance), stop);
        return Redirect(Address);
    }

    /// <summary>The same chance whenever somebody looks at this door, so that looking asks what the answer will belong to.</summary>
    private Random Chance => new(Behind.Key.Aggregate(0, (sum, letter) => sum * 31 + letter));

    private Walk Approach(Walk walk, Bank bank) => walk.Approach(bank, Behind.Key, Behind.Domain, Behind.Cut, Chance);
}
