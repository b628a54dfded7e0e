using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Acknowledging;
using Mitreden.Guidelines.Drafts;
using Mitreden.Guidelines.Rules;
using Mitreden.Guidelines.Showing;

namespace Mitreden.Guidelines.Pages;

/// <summary>The guideline for everybody: read it, find a rule, confirm it, see the own evidence.</summary>
public sealed class GuidelineModel(AppDb db, MyGuideline mine, Film film, CurrentPerson me, Texts<GuidelinesTexts> texts) : PageModel
{
    /// <summary>The version that holds now.</summary>
    public GuidelineVersion? Version { get; private set; }

    /// <summary>Where the person stands.</summary>
    public Standing? Standing { get; private set; }

    /// <summary>The person's own evidence, newest first.</summary>
    public IReadOnlyList<Evidence> Evidence => Standing?.Evidence ?? [];

    /// <summary>The newest evidence, while it holds.</summary>
    public Evidence? Done => Standing?.Knows == Knows.Current ? Evidence[0] : null;

    /// <summary>What has been explained differently since, while the person has not seen it.</summary>
    public IReadOnlyList<RuleChange> News { get; private set; } = [];

    /// <summary>True when the version changed between reading and confirming.</summary>
    public bool Changed { get; private set; }

    /// <summary>True when a draft lies open that this person may look at.</summary>
    public bool DraftIsOpen { get; private set; }

    /// <summary>The video, or null.</summary>
    public FilmView? Film { get; private set; }

    /// <summary>What is searched for.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>The rules that were found, all of them without a search, with their places from 1.</summary>
    public IReadOnlyList<(Rule Rule, int Place)> Found { get; private set; } = [];

    /// <summary>The text in the reader's language and form.</summary>
    public ShortForm Text => Version!.Text.For(Language, me.Formal);

    /// <summary>The reader's language.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>Shows the guideline.</summary>
    public Task OnGetAsync(CancellationToken stop) => ReadAsync(stop);

    /// <summary>Confirms the version that the person has read.</summary>
    /// <param name="version">Id of the version that the page showed.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] Guid version, CancellationToken stop)
    {
        await ReadAsync(stop);
        if (!await db.GuidelineVersions.AnyAsync(v => v.Id == version, stop)) return NotFound();
        if (version != Version!.Id)
        {
            Changed = true;
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }
        if (Standing!.Knows == Knows.Older) return Redirect("/guideline/changes");
        if (Standing.Knows == Knows.Nothing) await mine.AcknowledgeAsync(Version, Language, null, stop);
        TempData["Toast"] = texts["Confirm.Toast"];
        return RedirectToPage();
    }

    /// <summary>The person has seen what has been explained differently.</summary>
    public async Task<IActionResult> OnPostSeenAsync([FromForm] int version, CancellationToken stop)
    {
        if (await mine.StandingAsync(stop) is { } standing) await mine.SeenAsync(Math.Min(version, standing.Newest.Number), stop);
        return RedirectToPage();
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        (Version, Standing) = (await db.CurrentGuidelineAsync(stop), await mine.StandingAsync(stop));
        if (Version is null) return;
        Film = await film.ShowAsync(stop);
        if (Standing is { HasNews: true }) News = await mine.NewsAsync(Evidence[0].Version, Version, stop);
        DraftIsOpen = me.Has(GuidelinesModule.ReviewRoles) && await db.GuidelineDrafts.AnyAsync(d => d.State == DraftState.Offered, stop);
        Found = [.. Version.Book.Rules.Select((r, n) => (r, n + 1)).Where(r => Finds(r.r))];
    }

    private bool Finds(Rule rule) => ContentRows.Finds(Query, rule.Id, new[] { rule.Title, rule.Sentence, rule.Why, rule.Do, rule.Dont }.Select(t => t.For(me.Formal)));
}
