using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Entering;

/// <summary>Somebody asked for a link. Whether the name is known is looked up in the job only, so the page cannot tell.</summary>
/// <param name="Name">What was typed.</param>
/// <param name="Wanted">Where to go afterwards.</param>
public sealed record AskForLink(string Name, string Wanted) : IJob
{
    /// <inheritdoc />
    public static string Kind => "accounts.ask-for-link";
}

/// <summary>Signing in with a link that goes to the person's mailbox.</summary>
public sealed class LinkByMail(AppDb db, SignInNames names, People people)
{
    /// <summary>Takes the wish down: the same work for every name.</summary>
    public async Task AskAsync(string name, string wanted)
    {
        db.Enqueue(new AskForLink(name.Trim(), wanted), $"ask-for-link:{Guid.CreateVersion7(db.Time.GetUtcNow())}");
        await db.SaveChangesAsync();
    }

    /// <summary>True while the link works; looking does not use it up, because mail scanners look too.</summary>
    public async Task<bool> WorksAsync(string secret) => await FindAsync(secret) is not null;

    /// <summary>Uses the link up and returns its account; null when it has been used or has expired, or went to a mailbox that is somebody else's now.</summary>
    public async Task<Account?> UseAsync(string secret)
    {
        if (await FindAsync(secret) is not { } found) return null;
        db.Remove(found.Link);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            // Two taps at once: the row was there for one of them.
            return null;
        }
        return found.Account;
    }

    private async Task<(SignInLink Link, Account Account)?> FindAsync(string secret)
    {
        var (hash, now) = (Secret.Hash(secret), db.Time.GetUtcNow());
        if (await db.SignInLinks.SingleOrDefaultAsync(l => l.TokenHash == hash && l.ExpiresAt > now && l.Proves == null) is not { } link) return null;
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == link.AccountId) is not { } account) return null;
        // Where no company lets the account in any more, the way in says so itself.
        var isTheirs = await names.OwnerAsync(account) is not null || (await people.OfAccountAsync(account.Id)).Count == 0;
        return isTheirs ? (link, account) : null;
    }
}

/// <summary>Mails the link, if the name belongs to somebody who is still here and still has the address that they have proven.</summary>
internal sealed class AskForLinkHandler(
    AppDb db, Entrance entrance, SignInNames names, MitredenSettings settings, Speech speech, Texts<AccountsTexts> texts, Companies companies)
    : IJobHandler<AskForLink>
{
    public async Task RunAsync(AskForLink job, CancellationToken stop)
    {
        if (await entrance.FindAsync(job.Name, stop) is not { Email: { } email } account) return;
        if (await names.OwnerAsync(account, stop) is not { } person) return;
        var now = db.Time.GetUtcNow();
        var links = await db.SignInLinks.Where(l => l.AccountId == account.Id).ToListAsync(stop);
        db.RemoveRange(links.Where(l => l.ExpiresAt <= now));
        if (links.Count(l => l.ExpiresAt > now) >= SignInLink.Most) return;
        var secret = Secret.New();
        var link = SignInLink.For(account.Id, secret, now);
        db.Add(link);
        speech.Use(person.Language, (await companies.FindAsync(person.OrganisationId, stop))?.Formal == true);
        var address = settings.Address($"/sign-in/link/{secret}?returnUrl={Uri.EscapeDataString(job.Wanted)}");
        var minutes = (int)SignInLink.Lifetime.TotalMinutes;
        db.Enqueue(new SendMail(email, person.Name, texts["LinkMail.Subject"], texts["LinkMail.Body", person.Name, address, minutes]), $"sign-in-link:{link.Id}");
    }
}
