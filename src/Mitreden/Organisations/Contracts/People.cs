using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Web;

namespace Mitreden.Organisations.Contracts;

/// <summary>What other modules may know of a person.</summary>
public sealed record PersonCard(
    Guid Id, Guid OrganisationId, string Name, string? Email, string Department, string Language, Role Roles,
    Guid? AccountId, DateTimeOffset? JoinedAt, DateTimeOffset? LeftAt);

/// <summary>What a session needs of a person, read with every request so that changes hold at once.</summary>
public sealed record SessionPerson(
    Guid Id, Guid OrganisationId, Guid? AccountId, string Name, Role Roles, string Language, bool Formal, string Zone, string OrganisationName);

/// <summary>Questions that other modules ask about people.</summary>
public sealed class People(AppDb db, CurrentOrganisation current, Homes homes, Happenings happenings, SessionQuery session)
{
    /// <summary>The person in the current organisation, or null.</summary>
    public Task<PersonCard?> FindAsync(Guid id, CancellationToken stop = default) =>
        Cards(db.People.Where(p => p.Id == id)).SingleOrDefaultAsync(stop);

    /// <summary>The names of several people of the current organisation.</summary>
    public Task<Dictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, CancellationToken stop = default) =>
        db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, stop);

    /// <summary>Names and departments of everybody who is stored, also of those who have left: to find them in a text.</summary>
    public async Task<IReadOnlyList<(string Name, string Department)>> EverybodyAsync(CancellationToken stop = default) =>
        [.. (await db.People.Select(p => new { p.Name, p.Department }).ToListAsync(stop)).Select(p => (p.Name, p.Department))];

    /// <summary>Language of the one person who is in and has this name, or this name in front of the @ of their address; null when nobody or several do.</summary>
    public async Task<string?> LanguageOfAsync(string name, CancellationToken stop = default)
    {
        var (plain, address) = (name.Trim(), name.Trim().ToLowerInvariant() + "@");
        if (plain.Length == 0) return null;
        var found = await db.People.Where(p => p.JoinedAt != null && p.LeftAt == null && (p.Name == plain || p.Email!.StartsWith(address))).Select(p => p.Language).Distinct().Take(2).ToListAsync(stop);
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>Everybody who is in, by department and name.</summary>
    public Task<List<PersonCard>> JoinedAsync(CancellationToken stop = default) =>
        Cards(db.People.Where(p => p.JoinedAt != null && p.LeftAt == null).OrderBy(p => p.Department).ThenBy(p => p.Name)).ToListAsync(stop);

    /// <summary>Those of several people who are in, by name.</summary>
    public Task<List<PersonCard>> ListAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        Cards(db.People.Where(p => ids.Contains(p.Id) && p.JoinedAt != null && p.LeftAt == null).OrderBy(p => p.Name)).ToListAsync(stop);

    /// <summary>Those who are in and have one of the roles.</summary>
    public Task<List<PersonCard>> WithRoleAsync(Role roles, CancellationToken stop = default) =>
        Cards(InRole(roles).OrderBy(p => p.Name)).ToListAsync(stop);

    /// <summary>True when somebody who is in has one of the roles.</summary>
    public Task<bool> AnyWithRoleAsync(Role roles, CancellationToken stop = default) => InRole(roles).AnyAsync(stop);

    // That there is a role at all is what the index knows.
    private IQueryable<Person> InRole(Role roles) => db.People.Where(p => p.Roles != Role.None && (p.Roles & roles) != 0 && p.JoinedAt != null && p.LeftAt == null);

    /// <summary>How many people are in.</summary>
    public Task<int> CountJoinedAsync(CancellationToken stop = default) =>
        db.People.CountAsync(p => p.JoinedAt != null && p.LeftAt == null, stop);

    /// <summary>How many of these people are in.</summary>
    public Task<int> CountJoinedAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        db.People.CountAsync(p => ids.Contains(p.Id) && p.JoinedAt != null && p.LeftAt == null, stop);

    /// <summary>
    /// Everybody who was on the list last night, whether they had accepted their invitation or not. Taking somebody off, putting them back or giving them a
    /// new access by day changes nothing in it.
    /// </summary>
    public async Task<IReadOnlySet<Guid>> ListedAsync(CancellationToken stop = default)
    {
        var night = Roughly.LastNight(db.Time.GetUtcNow());
        var gone = night - Person.Patience;
        return (await db.People.Where(p => p.AddedAt < night && (p.LeftAt == null || p.LeftAt >= gone)).Select(p => p.Id).ToListAsync(stop)).ToHashSet();
    }

    /// <summary>True when somebody else, in whatever organisation, signs in with this account or has left only lately.</summary>
    public async Task<bool> SharesAccountAsync(Guid account, Guid person, CancellationToken stop = default)
    {
        using var _ = current.Everywhere();
        return await Everybody.AnyAsync(p => p.AccountId == account && p.Id != person, stop);
    }

    /// <summary>The person behind a session, whatever the organisation; null when they have left.</summary>
    public async Task<SessionPerson?> SessionAsync(Guid id)
    {
        using var _ = current.Everywhere();
        current.Id = homes.Of(id);
        var found = await session.AskAsync(db, id);
        if (found is not null) homes.Remember(id, found.OrganisationId);
        return found;
    }

    /// <summary>Everything an account may sign in as, in all organisations.</summary>
    public async Task<List<PersonCard>> OfAccountAsync(Guid account, CancellationToken stop = default)
    {
        using var _ = current.Everywhere();
        return await Cards(Everybody.Where(p => p.AccountId == account && p.LeftAt == null && p.JoinedAt != null).OrderBy(p => p.JoinedAt)).ToListAsync(stop);
    }

    /// <summary>Those who may be reached by this address, in all organisations.</summary>
    public async Task<List<PersonCard>> WithEmailAsync(string email, CancellationToken stop = default)
    {
        using var _ = current.Everywhere();
        var address = email.Trim().ToLowerInvariant();
        return await Cards(Everybody.Where(p => p.Email == address && p.LeftAt == null)).ToListAsync(stop);
    }

    /// <summary>The person behind an invitation, in any organisation, or null when they have left.</summary>
    public async Task<PersonCard?> InvitedAsync(Guid id, CancellationToken stop = default)
    {
        using var _ = current.Everywhere();
        return await Cards(Everybody.Where(p => p.Id == id && p.LeftAt == null)).SingleOrDefaultAsync(stop);
    }

    /// <summary>True when this account is somebody of the current organisation already, or was until lately.</summary>
    public Task<bool> KnowsAccountAsync(Guid account, CancellationToken stop = default) => db.People.AnyAsync(p => p.AccountId == account, stop);

    /// <summary>The person accepts with this account. The caller works for the person's organisation, and saves.</summary>
    /// <returns>False when they have left meanwhile, or another account signs them in: then nothing has changed.</returns>
    public async Task<bool> JoinAsync(Guid person, Guid account, CancellationToken stop = default)
    {
        var found = db.People.Local.FirstOrDefault(p => p.Id == person) ?? await Everybody.SingleOrDefaultAsync(p => p.Id == person, stop);
        if (found is null || !found.MayJoin(account)) return false;
        var isNew = found.JoinedAt is null;
        found.Join(account, db.Time.GetUtcNow());
        if (isNew) await happenings.TellAsync(new PersonJoined(person, found.OrganisationId), stop);
        return true;
    }

    /// <summary>The person's account signs them in here no more; they come in anew with an invitation. The caller saves.</summary>
    /// <returns>False when nobody would be left to administer the company: then nothing has changed.</returns>
    public async Task<bool> PartAsync(Guid person, CancellationToken stop = default)
    {
        var found = await db.People.SingleAsync(p => p.Id == person, stop);
        if (!await Administrators.MayLoseAsync(db, found, stop)) return false;
        found.Part();
        return true;
    }

    /// <summary>The person chooses a language. The caller saves.</summary>
    public async Task SpeakAsync(Guid person, string language, CancellationToken stop = default) =>
        (await db.People.SingleAsync(p => p.Id == person, stop)).Speak(language);

    /// <summary>How many are not in yet and have not left.</summary>
    public Task<int> CountNotJoinedAsync(CancellationToken stop = default) =>
        db.People.CountAsync(p => p.JoinedAt == null && p.LeftAt == null, stop);

    /// <summary>Those who are not in yet and have not left, for invitations.</summary>
    public Task<List<PersonCard>> NotJoinedAsync(CancellationToken stop = default) =>
        Cards(db.People.Where(p => p.JoinedAt == null && p.LeftAt == null).OrderBy(p => p.Department).ThenBy(p => p.Name)).ToListAsync(stop);

    private IQueryable<Person> Everybody => db.People.IgnoreQueryFilters([AppDb.OrganisationFilter]);

    private static IQueryable<PersonCard> Cards(IQueryable<Person> people) => people.AsNoTracking().Select(p => new PersonCard(
        p.Id, p.OrganisationId, p.Name, p.Email, p.Department, p.Language, p.Roles, p.AccountId, p.JoinedAt, p.LeftAt));
}
