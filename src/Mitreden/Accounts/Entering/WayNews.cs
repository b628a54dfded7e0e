using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Entering;

/// <summary>What has changed about how somebody gets in.</summary>
public enum WayChange
{
    /// <summary>There is a password, the first one or another.</summary>
    Password,
    /// <summary>A passkey more opens the account.</summary>
    KeyAdded,
    /// <summary>A passkey opens it no more.</summary>
    KeyRemoved,
    /// <summary>Somebody has come in with an access that an administrator has given.</summary>
    NewAccess,
    /// <summary>An administrator has given the person an account of their own in one company: this one does not open it any more.</summary>
    Parted,
}

/// <summary>Tells people by mail that a way into their account has changed: whoever did not do that themselves is to learn of it.</summary>
public sealed class WayNews(
    AppDb db, SignInNames names, Companies companies, IMailSender mail, MitredenSettings settings, Speech speech, Texts<AccountsTexts> texts)
{
    /// <summary>Adds the mail to the save that changes the way. Without a proven address that still is theirs nobody is written to.</summary>
    public async Task TellAsync(Account account, WayChange change, CancellationToken stop = default)
    {
        if (!mail.IsOn || await names.OwnerAsync(account, stop) is not { } person) return;
        var (company, formal) = (await companies.FindAsync(person.OrganisationId, stop), speech.Formal);
        // The language is that of this method alone; the form of address belongs to everything that is said in this request.
        speech.Use(person.Language, company?.Formal == true);
        var body = texts["WayMail.Body", person.Name, texts[$"WayMail.{change}"], settings.Address("/me")];
        db.Enqueue(new SendMail(account.Email!, person.Name, texts["WayMail.Subject"], body), $"way-news:{Guid.CreateVersion7(db.Time.GetUtcNow())}");
        speech.Say(formal);
    }
}
