using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Reading;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Telling;

/// <summary>Sends the next mails about something new: a few at a time, so that neither the mail server nor an alert is held up.</summary>
/// <param name="Name">What the mails are about, as it stands in their keys.</param>
/// <param name="Announcement">The announcement; null for a version of the guideline.</param>
/// <param name="After">The last person who has got theirs; empty at first.</param>
/// <param name="Waited">How often the batch has been put off because mails before it were not taken.</param>
/// <param name="Number">Number of the batch, from 0.</param>
public sealed record TellPeople(string Name, Guid? Announcement, Guid After, int Waited, int Number = 0) : IJob
{
    /// <inheritdoc />
    public static string Kind => "announcements.tell";

    /// <summary>Mails of a batch.</summary>
    public const int Batch = 25;
    /// <summary>Time between two batches.</summary>
    public static TimeSpan Pause => TimeSpan.FromSeconds(2);
    /// <summary>So many mails that the server has refused and that wait put off the next batch.</summary>
    public const int MostRefused = 5;

    /// <summary>Its own key. Jobs stay for two weeks: who is named in a key has been told, and who is missing wants no mails; so nobody is named.</summary>
    public string Key => $"announcements.tell:{Name}:{Number}:{Waited}";
    /// <summary>Key of the note that the batch is done: two workers who have it do not tell people twice.</summary>
    public string Done => $"announcements.tell:{Name}:{Number}:done";
    /// <summary>Begin of the keys of its mails; they end by chance.</summary>
    public string Mails => $"announcements.mail:{Name}:";

    /// <summary>How long the batch is put off: twice as long each time, up to ten minutes.</summary>
    public TimeSpan Patience => TimeSpan.FromSeconds(Math.Min(600, 5 * Math.Pow(2, Math.Min(Waited, 10))));
}

internal sealed class TellPeopleHandler(
    IServiceScopeFactory scopes, CurrentOrganisation current, AppDb db, People people, Companies companies, OwnRows rows, IMailSender mail,
    Texts<AnnouncementsTexts> texts, Speech speech, MitredenSettings settings) : IJobHandler<TellPeople>
{
    /// <remarks>Mails, the next batch, "done" and the note of it are one save: whenever the program is killed, nobody is told twice or forgotten.</remarks>
    public async Task RunAsync(TellPeople job, CancellationToken stop)
    {
        var about = job.Announcement is { } id ? await db.Set<Announcement>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, stop) : null;
        if (job is { Waited: 0 } && job.After == Guid.Empty) await PrepareAsync(stop);
        if (!mail.IsOn || job.Announcement is not null && about is not { State: NewsState.Published } || await db.Set<Job>().AnyAsync(j => j.Key == job.Done, stop)) return;
        var now = db.Time.GetUtcNow();
        if (await db.Set<Job>().CountAsync(j => j.Key.StartsWith(job.Mails) && j.DoneAt == null && j.DeadAt == null && j.Attempts > 0, stop) >= TellPeople.MostRefused)
        {
            var later = job with { Waited = job.Waited + 1 };
            db.Enqueue(later, later.Key, now + job.Patience);
            return;
        }
        var all = (await people.JoinedAsync(stop)).Where(p => p.Email is not null && (about is null || Feed.IsFor(about.Departments, p.Department)))
            .Where(p => p.Id.CompareTo(job.After) > 0).OrderBy(p => p.Id).ToList();
        var batch = all.Take(TellPeople.Batch).ToList();
        await SendAsync(job, about, batch, stop);
        db.Add(Job.Note(job.Done, TellPeople.Kind, now));
        if (all.Count <= batch.Count) return;
        var next = job with { After = batch[^1].Id, Waited = 0, Number = job.Number + 1 };
        db.Enqueue(next, next.Key, now + TellPeople.Pause);
    }

    /// <summary>Makes the rows in which people keep what they open, for all at once, in a save of its own.</summary>
    private async Task PrepareAsync(CancellationToken stop)
    {
        var organisation = current.Id!.Value;
        await using var scope = scopes.For(organisation);
        try
        {
            await scope.ServiceProvider.GetRequiredService<OwnRows>().FillAsync(organisation, stop);
            await scope.ServiceProvider.GetRequiredService<AppDb>().SaveChangesAsync(stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // The night or the first reader is making them in this very moment.
        }
    }

    private async Task SendAsync(TellPeople job, Announcement? about, List<PersonCard> batch, CancellationToken stop)
    {
        var marks = await rows.OpenAsync([.. batch.Select(p => p.Id)], stop);
        var company = (await companies.FindAsync(current.Id!.Value, stop))!;
        var told = batch.Where(p => !(marks.TryGetValue(p.Id, out var mark) && mark.NoMail)).ToArray();
        // In an order of dice: nothing that stays of a mail says to whom it went.
        RandomNumberGenerator.Shuffle(told.AsSpan());
        foreach (var person in told)
        {
            speech.Use(person.Language, company.Formal);
            var own = settings.Address("/news#mail");
            var (subject, body) = about is null
                ? (texts["Mail.Guideline.Subject"], texts["Mail.Guideline.Body", person.Name, settings.Address("/guideline/changes"), own])
                : (texts["Mail.Subject", about.Words.TitleIn(person.Language)], texts["Mail.Body", person.Name, about.Words.TitleIn(person.Language), settings.Address($"/news/{about.Id}"), own]);
            db.Enqueue(new SendMail(person.Email!, person.Name, subject, body) { Once = true }, job.Mails + Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        }
    }
}
