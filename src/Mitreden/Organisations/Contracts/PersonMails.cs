using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;

namespace Mitreden.Organisations.Contracts;

/// <summary>Mails to people of a company, each in their language and form of address.</summary>
public sealed class PersonMails(AppDb db, Companies companies, Speech speech, IMailSender sender, MitredenSettings settings)
{
    private OrganisationCard? _company;

    /// <summary>False when no mail server is set.</summary>
    public bool IsOn => sender.IsOn;

    /// <summary>Begins a mail: from now on all texts speak as this person is spoken to.</summary>
    /// <param name="to">The person; null when there is none any more.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null when no mail reaches them: no server is set, they have no address, or they have left.</returns>
    public async Task<PersonMail?> ToAsync(PersonCard? to, CancellationToken stop = default)
    {
        if (!sender.IsOn || to is not { Email: { } address, LeftAt: null }) return null;
        if (_company?.Id != to.OrganisationId) _company = await companies.FindAsync(to.OrganisationId, stop);
        speech.Use(to.Language, _company!.Formal);
        return new PersonMail(db, settings, address, to.Name);
    }
}

/// <summary>A mail that has its recipient and waits for its words.</summary>
public sealed class PersonMail(AppDb db, MitredenSettings settings, string address, string name)
{
    /// <summary>Name of the recipient.</summary>
    public string Name => name;

    /// <summary>The whole address of a page, as it stands in the mail.</summary>
    /// <param name="path">Path that begins with a slash.</param>
    public string Link(string path) => settings.Address(path);

    /// <summary>Adds the mail to the save.</summary>
    /// <param name="subject">What it is about, in one line.</param>
    /// <param name="body">The whole text.</param>
    /// <param name="key">Key of its job: the same mail is sent once.</param>
    public void Send(string subject, string body, string key) => db.Enqueue(new SendMail(address, name, subject, body), key);
}
