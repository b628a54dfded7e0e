using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Reading;

/// <summary>What an announcement said and what it said afterwards.</summary>
/// <param name="At">When it was corrected.</param>
/// <param name="Before">Before.</param>
/// <param name="After">After.</param>
public sealed record Corrected(DateTimeOffset At, NewsWords Before, NewsWords After);

/// <summary>One announcement. Opening it is reading it, and that stays with the person alone.</summary>
public sealed class OneModel(AppDb db, CurrentPerson me, Feed feed, Marks marks, People people, Videos videos, Choices choices) : PageModel
{
    /// <summary>The announcement.</summary>
    public Announcement News { get; private set; } = null!;
    /// <summary>Title as the person reads it.</summary>
    public string Headline => News.Words.TitleIn(me.Language ?? "de");
    /// <summary>Text as the person reads it.</summary>
    public string Body => News.Words.TextIn(me.Language ?? "de");
    /// <summary>Language in which it is there for the person.</summary>
    public string Language => me.Language == "en" && News.TextEn.Length > 0 ? "en" : "de";
    /// <summary>Who stands for it, or null.</summary>
    public string? By { get; private set; }
    /// <summary>The video, or null.</summary>
    public VideoView? Video { get; private set; }
    /// <summary>Where it leads, or null.</summary>
    public Choice? Link { get; private set; }
    /// <summary>What was corrected, the latest first.</summary>
    public IReadOnlyList<Corrected> Corrections { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await feed.FindAsync(id, stop) is not { } news) return NotFound();
        News = news;
        if (news.By is { } by) By = (await people.FindAsync(by, stop))?.Name;
        if (news.State == NewsState.Withdrawn) return Page();
        if (news.Video is not null) Video = await videos.ShownAsync(news.Video.ToString(), stop);
        if (news.Link.Length > 0) Link = (await choices.LinksAsync(stop)).FirstOrDefault(l => l.Value == news.Link);
        if (news.CorrectedAt is not null) Corrections = await CorrectionsAsync(id, stop);
        if (news.IsCounted(db.Time.GetUtcNow())) await marks.StepAsync(mine => mine.Opened(id), stop);
        return Page();
    }

    private async Task<IReadOnlyList<Corrected>> CorrectionsAsync(Guid id, CancellationToken stop)
    {
        var before = await db.Corrections.AsNoTracking().Where(c => c.AnnouncementId == id).OrderBy(c => c.Id).ToListAsync(stop);
        return [.. before.Select((c, n) => new Corrected(c.At, c.Words, n + 1 < before.Count ? before[n + 1].Words : News.Words)).Reverse()];
    }
}
