using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Rules;

namespace Mitreden.Guidelines.Acknowledging;

/// <summary>
/// What has changed since the version that the person knows: they see the difference in words, answer two short questions for each rule, and
/// acknowledge these rules only. Answers are shown once and stored nowhere.
/// </summary>
public sealed class ChangesModel(AppDb db, MyGuideline mine, CurrentPerson me) : PageModel
{
    /// <summary>The version that holds.</summary>
    public GuidelineVersion Version { get; private set; } = null!;
    /// <summary>Where the person stands.</summary>
    public Standing Standing { get; private set; } = null!;
    /// <summary>What has changed.</summary>
    public Again Again { get; private set; } = new([], null);
    /// <summary>For whom the questions are.</summary>
    public Tier Tier { get; private set; }
    /// <summary>True when the version changed between reading and confirming.</summary>
    public bool Changed { get; private set; }
    /// <summary>True when an answer is missing.</summary>
    public bool IsIncomplete { get; private set; }
    /// <summary>True once the person has answered; then the page says what was right and why.</summary>
    public bool IsAnswered { get; private set; }
    /// <summary>The reader's language.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>The questions about a rule.</summary>
    public IReadOnlyList<RuleQuestion> Questions(RuleChange change) => change.After?.For(Tier) ?? [];

    /// <summary>Name of the field for an answer.</summary>
    public static string Field(RuleChange change, RuleQuestion question) => $"answer.{change.Id}.{question.Id}";

    /// <summary>Place of the chosen answer, or null.</summary>
    public int? Chosen(RuleChange change, RuleQuestion question) => Request.HasFormContentType
        && int.TryParse(Request.Form[Field(change, question)], NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < question.Options.Count ? place : null;

    /// <summary>Shows what has changed.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await ReadAsync(stop) ? Page() : Redirect("/guideline");

    /// <summary>Takes the answers and stores that these rules are acknowledged, whatever was answered.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] Guid version, CancellationToken stop)
    {
        if (!await ReadAsync(stop)) return Redirect("/guideline");
        Changed = version != Version.Id;
        IsIncomplete = !Changed && Again.Rules.Any(c => Questions(c).Any(q => Chosen(c, q) is null));
        IsAnswered = !Changed && !IsIncomplete;
        if (IsAnswered) await mine.AcknowledgeAsync(Version, Language, Again.Names, stop);
        else Response.StatusCode = Changed ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>False when there is nothing to acknowledge anew.</summary>
    private async Task<bool> ReadAsync(CancellationToken stop)
    {
        if (await mine.StandingAsync(stop) is not { Knows: Knows.Older } standing) return false;
        (Standing, Version, Tier) = (standing, (await db.CurrentGuidelineAsync(stop))!, await mine.TierAsync(stop));
        Again = await mine.AgainAsync(standing.Evidence[0].Version, stop);
        return true;
    }

    /// <summary>True for Sie.</summary>
    public bool Formal => me.Formal;
}
