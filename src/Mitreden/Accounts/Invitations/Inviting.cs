using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Invitations;

/// <summary>Somebody who is not in yet, and the latest invitation.</summary>
/// <param name="Person">The person.</param>
/// <param name="Latest">Latest invitation, or null when there was none.</param>
public sealed record Waiting(PersonCard Person, Invitation? Latest)
{
    /// <summary>True while an invitation can be accepted.</summary>
    public bool IsOpen(DateTimeOffset now) => Latest?.StateAt(now) == InvitationState.Open;
}

/// <summary>A fresh invitation with its secret, which is never shown again.</summary>
/// <param name="Person">Who is invited.</param>
/// <param name="Link">Address of the way in.</param>
/// <param name="ExpiresAt">Until when it works.</param>
public sealed record FreshInvitation(PersonCard Person, string Link, DateTimeOffset ExpiresAt);

/// <summary>Makes, mails and takes back invitations for the signed-in administrator.</summary>
public sealed class Inviting(
    AppDb db, People people, CurrentPerson me, MitredenSettings settings, Speech speech, Texts<AccountsTexts> texts, Clock clock)
{
    /// <summary>Everybody who is not in yet.</summary>
    public async Task<List<Waiting>> WaitingAsync(CancellationToken stop = default)
    {
        var persons = await people.NotJoinedAsync(stop);
        var ids = persons.Select(p => p.Id).ToList();
        var all = await db.Invitations.AsNoTracking().Where(i => ids.Contains(i.PersonId)).ToListAsync(stop);
        var latest = all.GroupBy(i => i.PersonId).ToDictionary(g => g.Key, g => g.MaxBy(i => i.CreatedAt));
        return [.. persons.Select(p => new Waiting(p, latest.GetValueOrDefault(p.Id)))];
    }

    /// <summary>The person with their latest invitation.</summary>
    public async Task<Waiting> WaitingAsync(PersonCard person, CancellationToken stop = default) => new(person,
        await db.Invitations.AsNoTracking().Where(i => i.PersonId == person.Id).OrderByDescending(i => i.CreatedAt).FirstOrDefaultAsync(stop));

    /// <summary>Invites by mail: one job per invitation, in the same save. Returns how many, or null when somebody else was faster.</summary>
    /// <param name="persons">Who is invited; nobody without an address.</param>
    /// <param name="renew">True replaces an invitation that still works; false leaves its owner out, so that a second press mails nobody twice.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task<int?> MailAsync(IReadOnlyList<PersonCard> persons, bool renew, CancellationToken stop = default)
    {
        var now = db.Time.GetUtcNow();
        // Asked again here and not taken from the page's list: what somebody else has saved since then counts. Later saves meet the unique index.
        var open = await OpenAsync([.. persons.Select(p => p.Id)], stop);
        var chosen = persons.Where(p => renew || !open.Exists(i => i.PersonId == p.Id && i.StateAt(now) == InvitationState.Open)).ToList();
        foreach (var old in open.Where(i => chosen.Exists(p => p.Id == i.PersonId))) old.Revoke(now);
        foreach (var person in chosen)
        {
            var secret = Secret.New();
            var invitation = Invitation.Invite(me.OrganisationId, person.Id, me.Id, secret, person.Email, now);
            db.Add(invitation);
            db.Enqueue(Mail(person, Link(secret), invitation.ExpiresAt), $"invitation:{invitation.Id}");
        }
        return await SavedAsync() ? chosen.Count : null;
    }

    /// <summary>Makes invitations to show or print; older ones of these people end. Null when somebody else was faster.</summary>
    public async Task<List<FreshInvitation>?> ShowAsync(IReadOnlyList<PersonCard> persons, CancellationToken stop = default)
    {
        var now = db.Time.GetUtcNow();
        await RevokeAsync([.. persons.Select(p => p.Id)], stop);
        var fresh = new List<FreshInvitation>();
        foreach (var person in persons)
        {
            var secret = Secret.New();
            var invitation = Invitation.Invite(me.OrganisationId, person.Id, me.Id, secret, null, now);
            db.Add(invitation);
            fresh.Add(new FreshInvitation(person, Link(secret), invitation.ExpiresAt));
        }
        return await SavedAsync() ? fresh : null;
    }

    /// <summary>Takes back what these people have; the caller saves.</summary>
    public async Task RevokeAsync(IReadOnlyList<Guid> persons, CancellationToken stop = default)
    {
        var now = db.Time.GetUtcNow();
        foreach (var invitation in await OpenAsync(persons, stop)) invitation.Revoke(now);
    }

    private Task<List<Invitation>> OpenAsync(IReadOnlyList<Guid> persons, CancellationToken stop) => db.Invitations
        .Where(i => persons.Contains(i.PersonId) && i.UsedAt == null && i.RevokedAt == null).ToListAsync(stop);

    private async Task<bool> SavedAsync()
    {
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Another administrator invites the same people in this moment, or one of them is just coming in. Two long lists
            // that meet crosswise are a deadlock for PostgreSQL: it lets one of them through, and the other comes here.
            db.ChangeTracker.Clear();
            return false;
        }
    }

    private string Link(string secret) => settings.Address($"/join/{secret}");

    private SendMail Mail(PersonCard person, string link, DateTimeOffset until)
    {
        var (numbers, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        speech.Use(person.Language, me.Formal);
        try
        {
            return new SendMail(person.Email!, person.Name, texts["InviteMail.Subject", me.Company],
                texts["InviteMail.Body", person.Name, me.Name, me.Company, link, clock.Day(until)]);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (numbers, words);
        }
    }
}
