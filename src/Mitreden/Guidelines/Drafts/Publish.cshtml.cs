using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Contracts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Drafts;

/// <summary>A second person publishes the draft, as it stood when they read it; the only author says why nobody else has looked.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class PublishModel(AppDb db, Drafting drafting, Publishing publishing, Happenings happenings, People people, CurrentPerson me, Texts<DraftingTexts> texts) : PageModel
{
    /// <summary>The draft; null while none lies open.</summary>
    public Workbench? Bench { get; private set; }
    /// <summary>The form of the text that the person has read.</summary>
    [BindProperty(SupportsGet = true)]
    public int Revision { get; set; }
    /// <summary>True to ask everybody anew about what has changed, false to tell them only.</summary>
    [BindProperty]
    public bool? Material { get; set; }
    /// <summary>Why nobody else has looked.</summary>
    [BindProperty]
    public string? Reason { get; set; }
    /// <summary>True when the person wrote the present form and nobody else could publish it.</summary>
    public bool IsAlone { get; private set; }
    /// <summary>True when somebody else has to publish it.</summary>
    public bool IsOwn { get; private set; }
    /// <summary>Why nothing was done, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Asks what kind of change it is.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        await ReadAsync(stop);
        Material = Bench?.Change.IsMaterial;
        return Page();
    }

    /// <summary>Publishes.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await ReadAsync(stop);
        var draft = await db.GuidelineDrafts.SingleOrDefaultAsync(stop);
        try
        {
            if (draft is null) throw new NotYetException(NotYet.NotOffered);
            var (reason, text) = (draft.Release(me.Id, Revision, await IsOnlyAuthorAsync(stop), Reason), draft.Text);
            await publishing.AddAsync(me.OrganisationId, draft.StandsOn, text.Words.Text, text.Book, Material ?? Bench!.Change.IsMaterial, reason, stop);
            db.Remove(draft);
            await happenings.TellAsync(new GuidelinePublished(me.OrganisationId, draft.StandsOn + 1), stop);
            await db.SaveChangesAsync(stop);
        }
        catch (Exception e) when (e is NotYetException || e is DbUpdateException late && late.IsLostRace)
        {
            return Refuse((e as NotYetException)?.Why ?? NotYet.Changed);
        }
        TempData["Toast"] = texts["Published.Toast", draft.StandsOn + 1];
        return Redirect("/guideline");
    }

    private PageResult Refuse(NotYet why)
    {
        Refusal = texts[$"NotYet.{why}", GuidelineDraft.LongestReason];
        Response.StatusCode = why is NotYet.NoReason or NotYet.TooLong ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        if (await drafting.ReadAsync(stop) is not { Draft: { State: DraftState.Offered } draft } bench) return;
        Bench = bench;
        if (draft.WrittenBy != me.Id) return;
        IsAlone = await IsOnlyAuthorAsync(stop);
        IsOwn = !IsAlone;
    }

    private async Task<bool> IsOnlyAuthorAsync(CancellationToken stop) => (await people.WithRoleAsync(Role.Author, stop)).All(p => p.Id == me.Id);
}
