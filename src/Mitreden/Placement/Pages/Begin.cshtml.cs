using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement.Pages;

/// <summary>Before the first question: what it is, who sees it, and three questions how often.</summary>
public sealed class BeginModel(OwnRow<Sheet, Walk> sheet, Items items, Ending ending, Random chance) : PageModel
{
    /// <summary>The three frequency questions, by the name of their field.</summary>
    public static IReadOnlyList<string> Questions { get; } = ["Reads", "Reacts", "Writes"];

    /// <summary>Their answers: value and key of the text.</summary>
    public static IReadOnlyList<(int Value, string Word)> Answers { get; } = [(-1, "Rarely"), (0, "Sometimes"), (1, "Often")];

    /// <summary>Shows the page, or goes on where the person has stopped.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await sheet.ReadAsync(stop) switch
    {
        { IsAskedMore: true } => Redirect(MoreModel.Address),
        { IsOver: true } => Redirect(QuestionModel.After),
        { Begun: true } => Redirect(QuestionModel.Address),
        _ => Page(),
    };

    /// <summary>Begins. A frequency question that was left out counts as in between; all three left out say nothing.</summary>
    public async Task<IActionResult> OnPostAsync(int? reads, int? reacts, int? writes, CancellationToken stop)
    {
        var bank = await items.BankAsync(stop);
        var frequency = (reads ?? reacts ?? writes) is null ? null : new Frequency(reads ?? 0, reacts ?? 0, writes ?? 0);
        await sheet.StepAsync(walk => walk.Begin(bank, frequency, chance), stop);
        return Redirect(QuestionModel.Address);
    }

    /// <summary>Without questions: the gentle path.</summary>
    public async Task<IActionResult> OnPostWithoutAsync(CancellationToken stop)
    {
        await ending.StopAsync(await items.BankAsync(stop), stop);
        return Redirect(QuestionModel.After);
    }

    /// <summary>Forgets everything and begins anew.</summary>
    public async Task<IActionResult> OnPostAgainAsync()
    {
        await sheet.ForgetAsync();
        return Redirect("/placement");
    }
}
