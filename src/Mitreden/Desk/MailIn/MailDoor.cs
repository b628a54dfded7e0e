using Microsoft.EntityFrameworkCore;
using MimeKit;
using Mitreden.Desk.Reporting;
using Mitreden.Desk.WaysIn;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.MailIn;

/// <summary>What became of a mail.</summary>
public enum MailFate
{
    /// <summary>It is for nobody here; it stays in the mailbox, marked as read, and nobody answers it.</summary>
    NotOurs,
    /// <summary>All that was to be done with it is stored.</summary>
    Taken,
}

/// <summary>Makes a report out of a mail when it is proven whose it is, and asks the owner of the address when it is not.</summary>
internal sealed class MailDoor(
    AppDb db, WayOwners owners, Intake intake, MailInState state, Speech speech, MitredenSettings settings, Texts<MailTexts> texts)
{
    /// <summary>Shorter sides than this are logos and counting pixels.</summary>
    private const int SmallestSide = 100;

    /// <summary>Takes a mail; doing it again, after a crash or on another replica, changes nothing.</summary>
    /// <param name="headers">Its headers, topmost first.</param>
    /// <param name="raw">All of it; null when it is larger than <see cref="MailReader.Largest"/>.</param>
    public async Task<MailFate> TakeAsync(HeaderList headers, byte[]? raw, CancellationToken stop)
    {
        // An absence note answers our answer; answering that would never end.
        if (headers["Auto-Submitted"] is { } auto && !auto.Trim().StartsWith("no", StringComparison.OrdinalIgnoreCase)) return MailFate.NotOurs;
        if (await OwnerAsync(headers, stop) is not { Person.Email: { } address } owner) return MailFate.NotOurs;
        speech.Use(owner.Person.Language, owner.Formal);
        var key = ReportKey.From("mail", owner.Person.Id, Id(headers, raw));
        if (await intake.EarlierAsync(owner.Person.Id, key, stop) is not null) return MailFate.Taken;
        var proven = MailProof.IsFrom(headers, address, settings.MailIn.Server ?? "");
        if (raw is null || MailReader.Parse(raw) is not { } message) return proven ? await RefuseAsync(owner, key, "TooLarge") : MailFate.NotOurs;
        if (!proven && !state.MayAsk(owner.WayId)) return MailFate.NotOurs;
        var content = MailReader.Read(message);
        var (pictures, leftOut) = await PicturesAsync(content.Pictures, stop);
        var form = new ShareForm { Key = key, Title = content.Title, Text = content.Text, Url = content.Url, Involvement = content.Tap.ToString() };
        var reading = await intake.ReadAsync(form, stop);
        // Whoever mails cannot be asked again at once: the thread of a drill that is over is taken as what it was mailed for, something real.
        if (reading.Faults.Values.Any(f => f != ShareFault.DrillOver) && pictures.Count == 0) return proven ? await RefuseAsync(owner, key, "Nothing") : MailFate.NotOurs;
        reading = reading with { Pictures = pictures, LeftOut = leftOut, Shared = reading.Shared with { Pictures = pictures.Count } };
        return proven ? await ReportAsync(owner, reading, content, leftOut) : await AskAsync(owner, form, reading, stop);
    }

    private async Task<WayOwner?> OwnerAsync(HeaderList headers, CancellationToken stop)
    {
        foreach (var secret in MailAddresses.SecretsIn(headers, settings.MailIn.Address))
            if (await owners.FindAsync(secret, WayKind.Mail, stop) is { } owner) return owner;
        return null;
    }

    /// <summary>The mail's own id; programs that give none are told apart by what they sent.</summary>
    private static string Id(HeaderList headers, byte[]? raw) =>
        headers["Message-Id"]?.Trim() is { Length: > 0 } id ? id : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(raw ?? []));

    private static async Task<(List<Picture> Pictures, int LeftOut)> PicturesAsync(IReadOnlyList<byte[]> files, CancellationToken stop)
    {
        var (pictures, leftOut) = (new List<Picture>(), 0);
        foreach (var file in files)
        {
            var picture = await PictureReader.ReadAsync(() => Task.FromResult(file), stop, stranger: true);
            if (picture is { Width: < SmallestSide } or { Height: < SmallestSide }) continue;
            if (picture is not null && pictures.Count < Intake.MostPictures) pictures.Add(picture);
            else leftOut++;
        }
        return (pictures, leftOut);
    }

    private async Task<MailFate> ReportAsync(WayOwner owner, Reading reading, MailContent content, int leftOut)
    {
        var shared = reading.Shared;
        var answer = new AnswerMail(owner.Person.Id, shared.Key, shared.Title.Length > 0, shared.Text.Length > 0, shared.Url is not null, shared.Pictures, leftOut, content.IsCut);
        await intake.ReportAsync(owner.Person.OrganisationId, owner.Person.Id, reading, content.Tap, null, own => own.Enqueue(answer, $"desk.answer-mail:{shared.Key}"));
        return MailFate.Taken;
    }

    /// <summary>It has the secret, but whose it is is not proven: it is kept, and the owner of the address is asked.</summary>
    private Task<MailFate> AskAsync(WayOwner owner, ShareForm form, Reading reading, CancellationToken stop) => OnceAsync($"desk.mail:ask:{reading.Shared.Key}", key =>
        intake.KeepAsync(form, reading, signedIn: false, stop, ShareDraft.LifeByMail, secret => Enqueue(owner, "Ask", key, settings.Address($"/desk/share?kept={secret}"))));

    /// <summary>Nothing can be made of it; its sender, who is proven, reads why.</summary>
    private Task<MailFate> RefuseAsync(WayOwner owner, Guid report, string why) => OnceAsync($"desk.mail:{why}:{report}", async key =>
    {
        Enqueue(owner, why, key, settings.Address("/desk/share"));
        await db.SaveChangesAsync();
    });

    private async Task<MailFate> OnceAsync(string key, Func<string, Task> work)
    {
        try
        {
            await work(key);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // It was taken before, and only the mailbox does not know it yet; the key of the answer is there once.
            db.ChangeTracker.Clear();
            if (!await db.Set<Job>().AnyAsync(j => j.Key == key)) throw;
        }
        return MailFate.Taken;
    }

    private void Enqueue(WayOwner owner, string text, string key, string link) => db.Enqueue(new SendMail(
        owner.Person.Email!, owner.Person.Name, texts[$"{text}.Subject"], texts[$"{text}.Body", owner.Person.Name, link, settings.Address("/desk/ways-in")]), key);
}
