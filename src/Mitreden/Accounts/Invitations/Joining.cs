using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts.Entering;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Invitations;

/// <summary>Somebody who has opened an invitation.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Person">Who is invited.</param>
/// <param name="Company">By which company.</param>
/// <param name="HasAccount">True when the proven address already signs in here, for another company.</param>
public sealed record Guest(Invitation Invitation, InvitationState State, PersonCard Person, OrganisationCard Company, bool HasAccount)
{
    /// <summary>The address, when this link went nowhere but there; else null.</summary>
    public string? ProvenEmail => Person.Email is { } email && email == Invitation.MailedTo ? email : null;
}

/// <summary>How joining ended.</summary>
public enum Joined
{
    /// <summary>The person is in.</summary>
    In,
    /// <summary>The invitation is over: used, taken back, or somebody was faster.</summary>
    Over,
    /// <summary>Somebody else signs in with this name.</summary>
    NameTaken,
    /// <summary>The account has just changed, or is somebody of this company already: how things stand now decides what can be done.</summary>
    Changed,
}

/// <summary>Turns an invitation into an account. Invitation, account and person change in one save, or not at all.</summary>
public sealed class Joining(
    AppDb db, People people, Companies companies, CurrentOrganisation current, IPasswordHasher<Account> hasher, ILookupNormalizer names, SignInNames known, Passkeys passkeys)
{
    /// <summary>Looks the invitation up, and from then on works for its organisation. Null when there is none.</summary>
    public async Task<Guest?> FindAsync(string secret, CancellationToken stop = default)
    {
        var (hash, now) = (Secret.Hash(secret), db.Time.GetUtcNow());
        current.Id = null;
        var invitation = await db.Invitations.IgnoreQueryFilters([AppDb.OrganisationFilter]).SingleOrDefaultAsync(i => i.TokenHash == hash, stop);
        if (invitation is null || await people.InvitedAsync(invitation.PersonId, stop) is not { } person) return null;
        current.Id = invitation.OrganisationId;
        var company = await companies.FindAsync(invitation.OrganisationId, stop);
        var guest = new Guest(invitation, invitation.StateAt(now), person, company!, false);
        return guest.ProvenEmail is { } email ? guest with { HasAccount = await known.IsProvenAsync(email, stop) } : guest;
    }

    /// <summary>
    /// True when the guest cannot come in under this name: somebody signs in with it. A proven address is kept from nobody by whoever had it before and
    /// still has it as a name.
    /// </summary>
    public Task<bool> IsTakenAsync(Guest guest, string name, CancellationToken stop = default) =>
        guest.ProvenEmail is null ? known.IsNameAsync(name, stop: stop) : Task.FromResult(guest.HasAccount);

    /// <summary>Comes in with a new account: a password, a passkey, or neither when the address is proven and links do.</summary>
    public async Task<(Joined How, Account Account)> JoinAsync(Guest guest, string name, string? password, NewPasskey? made, string label)
    {
        var id = made?.Account ?? Guid.CreateVersion7(db.Time.GetUtcNow());
        if (guest.ProvenEmail is { } email) await known.FreeAsync(email);
        // Whoever has proven an address is found by it, whatever the name is.
        var called = guest.ProvenEmail is not null && await known.IsNameAsync(name) ? Account.HiddenName(id) : name.Trim();
        var account = Account.Open(id, called, guest.ProvenEmail, names);
        if (password is not null) account.ChangePassword(hasher.HashPassword(account, password));
        db.Add(account);
        if (made is not null) passkeys.Keep(made, label);
        return (await CommitAsync(guest, account.Id, account.UserName), account);
    }

    /// <summary>Comes in with the account of another company, such as a consultant's.</summary>
    public async Task<Joined> AttachAsync(Guest guest, Guid account)
    {
        // Whoever is about to open the account for the administration of one company finds that it belongs to two.
        (await db.Accounts.SingleAsync(a => a.Id == account)).Touch();
        return await CommitAsync(guest, account, null);
    }

    private async Task<Joined> CommitAsync(Guest guest, Guid account, string? newName)
    {
        guest.Invitation.Use(db.Time.GetUtcNow());
        if (!await people.JoinAsync(guest.Person.Id, account))
        {
            db.ChangeTracker.Clear();
            return Joined.Over;
        }
        try
        {
            await db.SaveChangesAsync();
            return Joined.In;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            db.ChangeTracker.Clear();
            if (!await db.Invitations.AnyAsync(i => i.Id == guest.Invitation.Id && i.UsedAt == null && i.RevokedAt == null)) return Joined.Over;
            if (newName is not null && (await known.IsNameAsync(newName) || (guest.ProvenEmail is { } email && await known.IsProvenAsync(email)))) return Joined.NameTaken;
            return Joined.Changed;
        }
    }
}
