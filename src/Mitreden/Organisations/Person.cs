using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations;

/// <summary>An employee, or a consultant, in one organisation. What a person learns or reports is never stored here.</summary>
public sealed class Person : IOrganisationOwned
{
    private Person() { }

    /// <summary>Key.</summary>
    [Stored("identifies the person inside the program", Basis.Contract, Keep.Employment, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>First and last name.</summary>
    [Stored("addresses the person and tells the reporter who has seen a report", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator | Seen.Desk)]
    public string Name { get; private set; } = "";
    /// <summary>Work e-mail address in lower case, or null.</summary>
    [Stored("invites and alerts the person", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public string? Email { get; private set; }
    /// <summary>Department.</summary>
    [Stored("fills the disclosure sentence and later the reporting groups", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public string Department { get; private set; } = "";
    /// <summary>Language, <c>de</c> or <c>en</c>.</summary>
    [Stored("speaks the person's language", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public string Language { get; private set; } = "de";
    /// <summary>What the person may do.</summary>
    [Stored("decides what the person may do", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public Role Roles { get; private set; }
    /// <summary>Account with which the person signs in.</summary>
    [Stored("connects the person with the sign-in", Basis.Contract, Keep.Employment, Seen.Program)]
    public Guid? AccountId { get; private set; }
    /// <summary>When the person was added, or put back after more than a day.</summary>
    [Stored("tells from which night on the person counts", Basis.Contract, Keep.Employment, Seen.Administrator)]
    public DateTimeOffset AddedAt { get; private set; }
    /// <summary>When the person accepted the invitation.</summary>
    [Stored("shows whom an invitation has not reached yet", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public DateTimeOffset? JoinedAt { get; private set; }
    /// <summary>When the person left; from then on nothing lets them in.</summary>
    [Stored("ends every access at once, and a day later the person counts no more", Basis.Contract, Keep.Employment, Seen.Administrator)]
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>Adds a person; they are in once they accept an invitation.</summary>
    /// <param name="id">Key chosen beforehand, so that the same list taken over twice is refused; null makes one.</param>
    /// <exception cref="ArgumentException">Something breaks <see cref="PersonRules"/>; forms and imports ask them first.</exception>
    public static Person Add(
        Guid organisation, string name, string? email, string department, string language, Role roles, DateTimeOffset now, Guid? id = null)
    {
        var person = new Person { Id = id ?? Guid.CreateVersion7(now), OrganisationId = organisation, Roles = roles, AddedAt = now };
        person.Correct(name, email, department, language);
        return person;
    }

    /// <summary>True while this account may sign the person in: they are there, and no other account does.</summary>
    public bool MayJoin(Guid account) => LeftAt is null && (AccountId is null || AccountId == account);

    /// <summary>The person accepted: from now on this account signs them in.</summary>
    /// <exception cref="InvalidOperationException"><see cref="MayJoin"/> says no.</exception>
    public void Join(Guid account, DateTimeOffset now)
    {
        if (!MayJoin(account)) throw new InvalidOperationException("Whoever has left, or has an account, does not join with this one.");
        (AccountId, JoinedAt) = (account, JoinedAt ?? now);
    }

    /// <summary>No account signs the person in any more: they come in anew, with an invitation and an account of their own. What is theirs stays.</summary>
    public void Part() => (AccountId, JoinedAt) = (null, null);

    /// <summary>Gives other roles, effective with the next request.</summary>
    public void Give(Role roles) => Roles = roles;

    /// <summary>Corrects what was imported: tidied, the address in lower case.</summary>
    /// <exception cref="ArgumentException">Something breaks <see cref="PersonRules"/>.</exception>
    public void Correct(string name, string? email, string department, string language)
    {
        var (named, address, group) = (PersonRules.Tidy(name), PersonRules.TidyEmail(email), PersonRules.Tidy(department));
        if ((PersonRules.Name(named) ?? PersonRules.Email(address) ?? PersonRules.Department(group)) is { } fault) throw new ArgumentException(fault.ToString());
        (Name, Email, Department) = (named, address, group);
        Speak(language);
    }

    /// <summary>Chooses the language of the interface and of mails.</summary>
    public void Speak(string language) => Language = language == "en" ? "en" : "de";

    /// <summary>The person leaves the organisation.</summary>
    public void Leave(DateTimeOffset now) => LeftAt ??= now;

    /// <summary>The person comes back.</summary>
    public void Return(DateTimeOffset now)
    {
        if (!IsListed(now)) AddedAt = now;
        LeftAt = null;
    }

    /// <summary>
    /// True when the person counts among those who were on the list last night (<see cref="Contracts.People.ListedAsync"/> asks the same of the database). Whoever is
    /// taken off counts for a day more, so that nobody can take somebody off over midnight to see what the count is without them.
    /// </summary>
    private bool IsListed(DateTimeOffset now) => LeftAt is null || LeftAt >= Roughly.LastNight(now) - Patience;

    /// <summary>How long somebody counts who has been taken from the list.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

}
