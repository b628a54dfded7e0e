using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Drills;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Reporting;

/// <summary>The one way in: whatever the sender used, it is read here and becomes one report, exactly once.</summary>
public sealed class Intake(AppDb db, IntakeLine line, DrillDesk drills, CurrentPerson me)
{
    /// <summary>Most pictures of one report.</summary>
    public const int MostPictures = 6;
    /// <summary>Most bytes of pictures that senders without a session may leave waiting: 500 MB.</summary>
    public const long MostWaiting = 500L * 1024 * 1024;

    /// <summary>Reads and checks a form; pictures of a kept draft come along.</summary>
    public async Task<Reading> ReadAsync(ShareForm form, CancellationToken stop)
    {
        var faults = new Dictionary<string, ShareFault>();
        var (text, typed, title) = (Plain(form.Text), Plain(form.Url), Cut.Of(Plain(form.Title), Discussion.LongestTitle));
        var (url, drill) = await LookAsync(form, stop);
        if (typed.Length > 0 && url is null) faults["url"] = ShareFault.BadLink;
        // What has a link is what the links say; only without one the sender's word counts.
        if (url is null) drill = await drills.RunningAsync(form.Drill, stop);
        if (drill is { IsRunning: false }) faults["url"] = ShareFault.DrillOver;
        if (text.Length > Discussion.LongestText) faults["text"] = ShareFault.TextTooLong;
        var (pictures, leftOut) = await PicturesAsync(form, faults, stop);
        if (text.Length + typed.Length + title.Length + pictures.Count == 0 && faults.Count == 0) faults["url"] = ShareFault.Nothing;
        if (form.Tap is null) faults["involvement"] = ShareFault.NoTap;
        var key = form.Key is { } given && given != Guid.Empty ? given : Guid.CreateVersion7(db.Time.GetUtcNow());
        return new Reading(new Shared(key, title, text, url, pictures.Count) { Drill = drill is { IsRunning: true } ? drill.Id : null }, pictures, faults) { LeftOut = leftOut };
    }

    /// <summary>The link that counts, and the drill when nothing but its thread was shared: a single other link beside it makes it real. Null links nowhere.</summary>
    public async Task<(string? Url, SharedDrill? Drill)> LookAsync(ShareForm form, CancellationToken stop)
    {
        var typed = Plain(form.Url);
        var first = LinkReader.Read(typed);
        if (typed.Length > 0 && first is null) return (null, null);
        List<string> links = [.. LinkReader.FindAll(Cut.Of(Plain(form.Text), Discussion.LongestText)), .. LinkReader.FindAll(Cut.Of(Plain(form.Title), Discussion.LongestTitle))];
        if (first is not null) links.Insert(0, first);
        return await drills.AmongAsync(links, stop);
    }

    /// <summary>Makes the report. The same reporter and key always give the same report.</summary>
    /// <param name="beside">Adds to the same save what goes with the report; called anew when the save has to be tried again.</param>
    public Task<Guid> ReportAsync(Guid organisation, Guid reporter, Reading reading, Involvement tap, string? kept, Action<AppDb>? beside = null) =>
        line.ReportAsync(new Arrival(organisation, reporter, reading, tap, kept, beside, db.Time.GetUtcNow()));

    /// <summary>The report that this person has made under this key, or null.</summary>
    public Task<Guid?> EarlierAsync(Guid reporter, Guid key, CancellationToken stop) => db.Discussions
        .Where(d => d.ReporterId == reporter && d.IdempotencyKey == key).Select(d => (Guid?)d.Id).SingleOrDefaultAsync(stop);

    /// <summary>Keeps what was shared, for an hour unless something else is said; returns the secret for the address.</summary>
    /// <param name="beside">Adds to the same save what needs the secret, such as the mail with the link.</param>
    public async Task<string> KeepAsync(
        ShareForm form, Reading reading, bool signedIn, CancellationToken stop, TimeSpan? life = null, Action<string>? beside = null)
    {
        var now = db.Time.GetUtcNow();
        var hasRoom = signedIn || reading.Pictures.Count == 0 || await RoomAsync(now, stop);
        var pictures = hasRoom ? reading.Pictures : [];
        var (draft, secret) = ShareDraft.Of(reading.Shared.Title, Plain(form.Text), Plain(form.Url ?? reading.Shared.Url), reading.Shared.Key, pictures.Count, now, life);
        draft.Miss(reading.LeftOut + reading.Pictures.Count - pictures.Count, hasRoom ? reading.LeftOutBecause : ShareFault.NoRoom);
        db.Add(draft);
        beside?.Invoke(secret);
        for (var n = 0; n < pictures.Count; n++) db.Add(DraftPicture.Of(draft, n + 1, pictures[n], now));
        if (form.Kept is not null && await DraftAsync(form.Kept, stop) is { } older) db.Remove(older);
        await db.SaveChangesAsync(stop);
        return secret;
    }

    /// <summary>Keeps what was shared, and gives the address of the form that asks for the rest, over the sign-in page if need be.</summary>
    public async Task<string> KeepAndAskAsync(ShareForm form, Reading reading, CancellationToken stop)
    {
        var back = $"/desk/share?kept={await KeepAsync(form, reading, me.IsSignedIn, stop)}";
        return me.IsSignedIn ? back : $"/sign-in?returnUrl={Uri.EscapeDataString(back)}";
    }

    /// <summary>The draft under that secret, unless it has expired.</summary>
    public Task<ShareDraft?> DraftAsync(string secret, CancellationToken stop) => db.DraftUnder(secret).SingleOrDefaultAsync(stop);

    /// <summary>A picture of the draft under that secret, or null.</summary>
    public async Task<byte[]?> DraftPictureAsync(string secret, int number, CancellationToken stop) =>
        await DraftAsync(secret, stop) is not { } draft ? null
            : await db.DraftPictures.Where(p => p.DraftId == draft.Id && p.Number == number).Select(p => p.Bytes).SingleOrDefaultAsync(stop);

    private async Task<(List<Picture> Pictures, int LeftOut)> PicturesAsync(ShareForm form, Dictionary<string, ShareFault> faults, CancellationToken stop)
    {
        var pictures = new List<Picture>();
        if (form.Kept is { Length: > 0 } && await DraftAsync(form.Kept, stop) is { } draft)
            pictures.AddRange(await db.DraftPictures.Where(p => p.DraftId == draft.Id).OrderBy(p => p.Number)
                .Select(p => new Picture(p.Bytes, p.Width, p.Height)).ToListAsync(stop));
        var files = form.Screenshots.Where(f => f.Length > 0).ToList();
        var sent = pictures.Count + files.Count;
        foreach (var file in files.Take(MostPictures + 1))
        {
            if (await PictureReader.ReadAsync(() => file.BytesAsync(stop), stop, stranger: !me.IsSignedIn) is { } picture) pictures.Add(picture);
            else faults[Reading.Screenshots] = ShareFault.NoPicture;
        }
        if (pictures.Count <= MostPictures && files.Count <= MostPictures + 1) return (pictures, sent - pictures.Count);
        faults[Reading.Screenshots] = ShareFault.TooManyPictures;
        pictures = [.. pictures.Take(MostPictures)];
        return (pictures, sent - pictures.Count);
    }

    // What came in no form, such as a mail or JSON, may hold a NUL, which PostgreSQL cannot store.
    private static string Plain(string? text) => Typed.Of(text?.Replace("\0", "", StringComparison.Ordinal));

    private async Task<bool> RoomAsync(DateTimeOffset now, CancellationToken stop) =>
        await db.ShareDrafts.Where(d => d.ExpiresAt > now)
            .Join(db.DraftPictures, d => d.Id, p => p.DraftId, (_, p) => (long)p.Bytes.Length).SumAsync(stop) < MostWaiting;
}
