using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Rules;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Drafts;

/// <summary>What somebody has said about a draft.</summary>
/// <param name="Rule">Name of the rule; empty for the whole.</param>
/// <param name="Name">Who.</param>
/// <param name="Text">The words.</param>
/// <param name="At">When.</param>
public sealed record Said(string Rule, string Name, string Text, DateTimeOffset At);

/// <summary>A draft that lies open: what it changes, in words, and what people say about it.</summary>
[Authorize(Policy = GuidelinesModule.ReviewPolicy)]
public sealed class ReviewModel(AppDb db, Drafting drafting, People people, CurrentPerson me, Texts<DraftingTexts> texts) : PageModel
{
    /// <summary>The draft; null while none lies open.</summary>
    public Workbench? Bench { get; private set; }
    /// <summary>What has been said.</summary>
    public IReadOnlyList<Said> Comments { get; private set; } = [];
    /// <summary>Why nothing was done, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>The rule whose comment was refused.</summary>
    public string? Blamed { get; private set; }
    /// <summary>Words that were refused; they stay.</summary>
    public string? Typed { get; private set; }

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(CancellationToken stop) => ReadAsync(stop);

    /// <summary>Says something about a rule or the whole.</summary>
    public async Task<IActionResult> OnPostAsync(string? rule, string? text, CancellationToken stop)
    {
        var draft = await db.GuidelineDrafts.AsNoTracking().SingleOrDefaultAsync(stop);
        var about = rule is not null && draft?.Text.Find(rule) is not null ? rule : "";
        try
        {
            db.Add(DraftComment.Say(draft ?? throw new NotYetException(NotYet.NotOffered), about, text, me.Id, db.Time.GetUtcNow()));
            await db.SaveChangesAsync(stop);
        }
        catch (Exception e) when (e is NotYetException || e is DbUpdateException late && late.IsLostRace)
        {
            db.ChangeTracker.Clear();
            await ReadAsync(stop);
            var why = (e as NotYetException)?.Why ?? NotYet.NotOffered;
            (Refusal, Blamed, Typed, Response.StatusCode) = (texts[$"NotYet.{why}", DraftComment.Longest], about, text, why == NotYet.NotOffered ? 409 : 422);
            return Page();
        }
        return Redirect(about.Length == 0 ? "/guideline/review#whole" : $"/guideline/review#rule-{about}");
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        if (await drafting.ReadAsync(stop) is not { Draft: { State: DraftState.Offered } draft } bench) return;
        Bench = bench;
        var all = await db.DraftComments.AsNoTracking().Where(c => c.DraftId == draft.Id).OrderBy(c => c.Id).ToListAsync(stop);
        var names = await people.NamesAsync(all.Select(c => c.By).Distinct(), stop);
        Comments = [.. all.Select(c => new Said(c.RuleId, names.GetValueOrDefault(c.By, texts["Somebody"]), c.Text, c.At))];
    }
}
