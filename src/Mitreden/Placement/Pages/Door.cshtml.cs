using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Placement.Contracts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement.Pages;

/// <summary>"Do you know this already?": at most three questions before a unit.</summary>
public sealed class DoorModel(OwnRow<Sheet, Walk> sheet, Items items, IDoors doors, Texts<PlacementTexts> texts) : PageModel
{
    /// <summary>What stands behind the door.</summary>
    public Behind Behind { get; private set; } = null!;

    /// <summary>What is asked.</summary>
    public AskedItem Asked { get; private set; } = null!;

    /// <summary>Asks, or says what the door has decided.</summary>
    public async Task<IActionResult> OnGetAsync(string unitId, CancellationToken stop)
    {
        if (await doors.FindAsync(unitId, stop) is not { } behind) return NotFound();
        Behind = behind;
        var bank = await items.BankAsync(stop);
        var walk = await sheet.StepAsync(w => w.Approach(bank, unitId, behind.Domain, behind.Cut, Random.Shared), stop);
        return Show(walk, bank);
    }

    /// <summary>Takes the answer to the question that the page showed.</summary>
    public async Task<IActionResult> OnPostAsync(string unitId, string? item, int? option, CancellationToken stop)
    {
        if (await doors.FindAsync(unitId, stop) is not { } behind) return NotFound();
        Behind = behind;
        var bank = await items.BankAsync(stop);
        if (item is null || !bank.Contents.TryGetValue(item, out var asked)) return RedirectToPage(new { unitId });
        var walk = await sheet.StepAsync(w => w.Door?.Key == unitId ? w.AnswerDoor(bank, item, QuestionModel.Points(asked, option), Random.Shared) : w, stop);
        return walk.Door?.Key == unitId ? RedirectToPage(new { unitId }) : Show(walk, bank);
    }

    private IActionResult Show(Walk walk, Bank bank)
    {
        if (walk.Door is { Asked: { } asked } && walk.Door.Key == Behind.Key)
        {
            Asked = new AskedItem(bank.Contents[asked], $"/placement/door/{Behind.Key}");
            return Page();
        }
        var skip = walk.Doors.GetValueOrDefault(Behind.Key) == Verdict.Skip;
        TempData["Toast"] = walk.IsOver ? texts[skip ? "Door.Known" : "Door.Show", Behind.Title] : null;
        return Redirect(skip ? QuestionModel.After : Behind.Href);
    }
}
