using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Announcements.Rounds;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Announcements.Reading;

/// <summary>
/// All news for the person: announcements, rounds that are open, and what came of the others. Turning mails on and off has a limit, because it writes the
/// rows of others as well.
/// </summary>
[EnableRateLimiting(Access.SignInLimit)]
public sealed class NewsModel(Feed feed, RoundResults results, Marks marks, IMailSender mail, Texts<AnnouncementsTexts> texts) : PageModel
{
    /// <summary>Announcements, newest first.</summary>
    public IReadOnlyList<NewsHead> All { get; private set; } = [];
    /// <summary>Rounds that the person can see.</summary>
    public IReadOnlyList<RoundHead> Rounds { get; private set; } = [];
    /// <summary>True when the person gets no mails about news.</summary>
    public bool NoMail { get; private set; }
    /// <summary>True when mails are sent at all.</summary>
    public bool Mails => mail.IsOn;

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        All = await feed.AllAsync(stop);
        Rounds = await results.MineAsync(stop);
        NoMail = (await marks.ReadAsync(stop)).NoMail;
    }

    /// <summary>Wants mails about news, or none.</summary>
    public async Task<IActionResult> OnPostMailAsync(bool wanted, CancellationToken stop)
    {
        await marks.StepAsync(mine => mine.NoMail == !wanted ? mine : mine with { NoMail = !wanted }, stop);
        TempData["Toast"] = texts[wanted ? "Mail.On.Toast" : "Mail.Off.Toast"];
        return Redirect("/news#mail");
    }
}
