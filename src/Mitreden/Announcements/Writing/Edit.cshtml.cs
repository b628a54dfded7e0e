using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Reading;
using Mitreden.Announcements.Telling;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Writing;

/// <summary>A remark of a second reader.</summary>
/// <param name="Name">Who.</param>
/// <param name="Text">The words.</param>
/// <param name="At">When.</param>
public sealed record Remarked(string Name, string Text, DateTimeOffset At);

/// <summary>Writes an announcement, asks for a second reader, publishes it, corrects it, takes it back.</summary>
[Authorize(Policy = AnnouncementsModule.WriterPolicy)]
public sealed class EditModel(AppDb db, CurrentPerson me, People people, Choices choices, Spreading spreading, Texts<AnnouncementsTexts> texts) : PageModel
{
    /// <summary>What the form says.</summary>
    [BindProperty]
    public NewsForm Form { get; set; } = new();
    /// <summary>As it is stored.</summary>
    public Announcement News { get; private set; } = null!;
    /// <summary>True when somebody else has written meanwhile: both texts are shown.</summary>
    public bool IsConflict { get; private set; }
    /// <summary>Why it was refused, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>Field that the refusal is about, or empty.</summary>
    public string Blamed { get; private set; } = "";
    /// <summary>What second readers have said.</summary>
    public IReadOnlyList<Remarked> Remarks { get; private set; } = [];
    /// <summary>Departments to choose from.</summary>
    public IReadOnlyList<DepartmentChoice> Departments { get; private set; } = [];
    /// <summary>Pages to lead to.</summary>
    public IReadOnlyList<Choice> Links { get; private set; } = [];
    /// <summary>Videos to show.</summary>
    public IReadOnlyList<Choice> Videos { get; private set; } = [];

    private DateTimeOffset Now => db.Time.GetUtcNow();

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        Form = NewsForm.Of(News);
        return await ShowAsync(stop);
    }

    /// <summary>Saves the draft, or corrects what is published.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) => DoAsync(id, SaveAsync, stop);

    /// <summary>Saves and publishes.</summary>
    public Task<IActionResult> OnPostPublishAsync(Guid id, CancellationToken stop) => DoAsync(id, async () =>
    {
        News.Write(Form.Words(), await FrameAsync(stop), me.Id, Now);
        if (News.Publish(me.Id, Now)) await TellAsync(stop);
        db.RemoveRange(await db.NewsRemarks.Where(r => r.AnnouncementId == id).ToListAsync(stop));
        return ("Published.Toast", $"/news/{id}");
    }, stop);

    /// <summary>Saves, and asks colleagues to look at it.</summary>
    public Task<IActionResult> OnPostOfferAsync(Guid id, CancellationToken stop) => DoAsync(id, async () =>
    {
        News.Write(Form.Words(), await FrameAsync(stop), me.Id, Now);
        News.Offer(true, Now);
        return ("Offered.Toast", $"/news/write/{id}");
    }, stop);

    /// <summary>Takes it back.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(Guid id, string? reason, CancellationToken stop) => DoAsync(id, () =>
    {
        News.Withdraw(reason, Now);
        spreading.Show(News);
        return Task.FromResult(("Withdrawn.Toast", "/news/write"));
    }, stop);

    /// <summary>Throws the draft away.</summary>
    public Task<IActionResult> OnPostDiscardAsync(Guid id, CancellationToken stop) => DoAsync(id, () =>
    {
        if (News.State != NewsState.Draft) throw new NewsException(NewsFault.NotNow);
        db.Remove(News);
        return Task.FromResult(("Discarded.Toast", "/news/write"));
    }, stop);

    private async Task<(string Said, string Then)> SaveAsync()
    {
        if (News.State == NewsState.Draft)
        {
            News.Write(Form.Words(), await FrameAsync(HttpContext.RequestAborted), me.Id, Now);
            return ("Saved.Toast", $"/news/write/{News.Id}");
        }
        db.Add(News.Correct(Form.Words(), Now));
        spreading.Show(News);
        return ("Corrected.Toast", $"/news/{News.Id}");
    }

    private async Task TellAsync(CancellationToken stop)
    {
        if (News.Departments.Length > 0) News.GoesTo((await people.AudienceAsync(News.Departments, stop)).Counted);
        spreading.Publish(News);
    }

    /// <summary>What stands beside the words. Departments are taken only where somebody has said that it goes to some.</summary>
    private async Task<NewsFrame> FrameAsync(CancellationToken stop)
    {
        if (Form.Some && Form.Departments.Count == 0) throw new NewsException(NewsFault.Empty, "departments");
        var departments = Form.Some ? await choices.CheckedAsync(Form.Departments, stop) : [];
        var link = (Form.Link ?? "").Trim();
        if (link.Length > 0 && (await choices.LinksAsync(stop)).All(l => l.Value != link)) throw new NewsException(NewsFault.Link, "link");
        var video = Form.Video is { } wanted && (await choices.VideosAsync(stop)).Any(v => v.Value == wanted.ToString()) ? Form.Video : null;
        return new NewsFrame(departments, link, video, Form.BeforeStart);
    }

    private async Task<IActionResult> DoAsync(Guid id, Func<Task<(string Said, string Then)>> step, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (!ModelState.IsValid) return BadRequest();
        try
        {
            if (News.Version != Form.Version) throw new NewsException(NewsFault.Changed);
            var (said, then) = await step();
            await db.SaveChangesAsync(stop);
            TempData["Toast"] = texts[said];
            return Redirect(then);
        }
        catch (NewsException refused)
        {
            return await RefuseAsync(id, refused, stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await RefuseAsync(id, new NewsException(NewsFault.Changed), stop);
        }
    }

    /// <summary>Everything typed stays in the form; saving over what somebody else has written is a second, knowing step.</summary>
    private async Task<IActionResult> RefuseAsync(Guid id, NewsException refused, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if (!await FindAsync(id, stop)) return NotFound();
        // The small forms below send no text.
        if (Form is { Title: null, Text: null }) Form = NewsForm.Of(News);
        (IsConflict, Form.Version) = (refused.Why == NewsFault.Changed, News.Version);
        ModelState.Clear();
        (Refusal, Blamed) = (texts[$"Fault.{refused.Why}", refused.Most ?? 0], refused.Blamed);
        Response.StatusCode = refused.Why is NewsFault.Changed or NewsFault.NotNow ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(stop);
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.Announcements.SingleOrDefaultAsync(a => a.Id == id, stop) is not { } found) return false;
        News = found;
        return true;
    }

    private async Task<PageResult> ShowAsync(CancellationToken stop)
    {
        (Departments, Links, Videos) = (await choices.DepartmentsAsync(stop), await choices.LinksAsync(stop), await choices.VideosAsync(stop));
        Remarks = await ReviewModel.RemarksAsync(db, people, News.Id, texts["Somebody"], stop);
        return Page();
    }
}
