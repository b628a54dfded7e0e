using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Reading;
using Mitreden.Foundation.Data;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Announcements;

/// <summary>Where a person stands by name: announcements, feedback rounds, remarks about drafts.</summary>
internal sealed class NewsPeople(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("announcements", new
    {
        Announcements = await db.Announcements.AsNoTracking().Where(a => a.By == person).OrderBy(a => a.Id).Select(a => new { a.Title, a.State, a.PublishedAt }).ToListAsync(stop),
        Rounds = await db.FeedbackRounds.AsNoTracking().Where(r => r.By == person).OrderBy(r => r.Id).Select(r => new { r.Title, r.OpensOn, r.ClosesOn }).ToListAsync(stop),
        Remarks = await db.NewsRemarks.AsNoTracking().Where(r => r.By == person).OrderBy(r => r.Id).Select(r => new { r.Text, r.At }).ToListAsync(stop),
    });

    public async Task EraseAsync(Guid person, CancellationToken stop)
    {
        foreach (var news in await db.Announcements.Where(a => a.By == person).ToListAsync(stop)) news.Forget();
        foreach (var round in await db.FeedbackRounds.Where(r => r.By == person).ToListAsync(stop)) round.Forget();
        db.RemoveRange(await db.NewsRemarks.Where(r => r.By == person).ToListAsync(stop));
    }
}

/// <summary>A person's own marks of what they have opened and answered.</summary>
internal sealed class OwnNewsData(AppDb db, Seal seal) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("ownNews", await db.ExportAsync<OwnNews, MyNews>(seal, person, stop));

    public Task EraseAsync(Guid person, CancellationToken stop) => db.EraseAsync<OwnNews>(person, stop);
}
