using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Announcements.Reading;

/// <summary>The newest announcement that the person has not opened; empty while there is none, to be filled while the page is open.</summary>
internal sealed class NewsCard(Feed feed) : IStartCard
{
    public int Order => 9;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) =>
        new("/Announcements/Reading/_Slot.cshtml", new NewsSlot(await feed.NewestAsync(stop)));
}

/// <summary>A draft that waits for a second reader.</summary>
/// <param name="Id">The draft.</param>
/// <param name="Title">Its title.</param>
public sealed record OfferedNews(Guid Id, string Title);

/// <summary>Tells whoever may look at a draft that one is open.</summary>
internal sealed class OfferedCard(AppDb db) : IStartCard
{
    public int Order => 26;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.Has(AnnouncementsModule.SecondReaders)) return null;
        var draft = await db.Announcements.AsNoTracking().Where(a => a.State == NewsState.Draft && a.IsOffered && a.By != person.Id)
            .OrderBy(a => a.ChangedAt).Select(a => new OfferedNews(a.Id, a.Title)).FirstOrDefaultAsync(stop);
        return draft is null ? null : new CardView("/Announcements/Reading/_OfferedCard.cshtml", draft);
    }
}
