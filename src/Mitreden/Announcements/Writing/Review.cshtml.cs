using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Writing;

/// <summary>A draft as a second reader sees it: how it will look, and room for a remark.</summary>
[Authorize(Policy = AnnouncementsModule.SecondReaderPolicy)]
public sealed class ReviewModel(AppDb db, CurrentPerson me, People people, Texts<AnnouncementsTexts> texts) : PageModel
{
    /// <summary>The draft.</summary>
    public Announcement News { get; private set; } = null!;
    /// <summary>What has been said.</summary>
    public IReadOnlyList<Remarked> Remarks { get; private set; } = [];
    /// <summary>Words that were refused; they stay.</summary>
    public string? Typed { get; private set; }
    /// <summary>Why they were refused, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await FindAsync(id, stop) ? Page() : NotFound();

    /// <summary>Says something about it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, string? text, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        try
        {
            db.Add(NewsRemark.Say(News, text, me.Id, db.Time.GetUtcNow()));
            await db.SaveChangesAsync(stop);
        }
        catch (NewsException refused)
        {
            (Typed, Refusal, Response.StatusCode) = (text, texts[$"Fault.{refused.Why}", refused.Most ?? 0], StatusCodes.Status422UnprocessableEntity);
            return Page();
        }
        TempData["Toast"] = texts["Remarked.Toast"];
        return Redirect($"/news/review/{id}");
    }

    /// <summary>What has been said about a draft, in order.</summary>
    internal static async Task<IReadOnlyList<Remarked>> RemarksAsync(AppDb db, People people, Guid id, string somebody, CancellationToken stop)
    {
        var all = await db.NewsRemarks.AsNoTracking().Where(r => r.AnnouncementId == id).OrderBy(r => r.Id).ToListAsync(stop);
        var names = await people.NamesAsync(all.Select(r => r.By).Distinct(), stop);
        return [.. all.Select(r => new Remarked(names.GetValueOrDefault(r.By, somebody), r.Text, r.At))];
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.Announcements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.State == NewsState.Draft && a.IsOffered, stop) is not { } found) return false;
        (News, Remarks) = (found, await RemarksAsync(db, people, id, texts["Somebody"], stop));
        return true;
    }
}
