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

    /// <summary>Begins a mail.</summary>
    /// <param name="to">The person; null when there is none any more.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null when no mail reaches them: no server is set, they have no address, or they have left.</returns>
    public async Task<PersonMail?> ToAsync(PersonCard? to, CancellationToken stop = default)
    {
        if (!sender.IsOn || to is not { Email: not null, LeftAt: null }) return null;
        if (_company?.Id != to.OrganisationId) _company = await companies.FindAsync(to.OrganisationId, stop);
        return new PersonMail(db, speech, settings, to, _company!.Formal);
    }
}

/// <summary>A mail that has its recipient and waits for its words.</summary>
public sealed class PersonMail(AppDb db, Speech speech, MitredenSettings settings, PersonCard to, bool formal)
{
    /// <summary>Name of the recipient.</summary>
    public string Name => to.Name;

    /// <summary>The whole address of a page, as it stands in the mail.</summary>
    /// <param name="path">Path that begins with a slash.</param>
    public string Link(string path) => settings.Address(path);

    /// <summary>Adds the mail to the save.</summary>
    /// <param name="words">
    /// Subject, in one line, and the whole text. Texts that are asked for in it speak as the recipient is spoken to; language belongs to the method that
    /// sets it, so it cannot be set beforehand.
    /// </param>
    /// <param name="key">Key of its job: the same mail is sent once.</param>
    public void Send(Func<(string Subject, string Body)> words, string key)
    {
        speech.Use(to.Language, formal);
        var (subject, body) = words();
        db.Enqueue(new SendMail(to.Email!, to.Name, subject, body), key);
    }
}
