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
    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        if (await doors.FindAsync(key, stop) is not { } behind) return NotFound();
        Behind = behind;
        var bank = await items.BankAsync(stop);
        var walk = await sheet.StepAsync(w => w.Approach(bank, key, behind.Domain, behind.Cut, Random.Shared), stop);
        return Show(walk, bank);
    }

    /// <summary>Takes the answer to the question that the page showed.</summary>
    public async Task<IActionResult> OnPostAsync(string key, string? item, int? option, CancellationToken stop)
    {
        if (await doors.FindAsync(key, stop) is not { } behind) return NotFound();
        Behind = behind;
        var bank = await items.BankAsync(stop);
        if (item is null || !bank.Contents.TryGetValue(item, out var asked)) return RedirectToPage(new { key });
        var walk = await sheet.StepAsync(w => w.Door?.Key == key ? w.AnswerDoor(bank, item, QuestionModel.Points(asked, option), Random.Shared) : w, stop);
        return walk.Door?.Key == key ? RedirectToPage(new { key }) : Show(walk, bank);
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
