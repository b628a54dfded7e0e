using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Entering;

/// <summary>What the first-run page asks for, already checked.</summary>
/// <param name="Company">Name of the company.</param>
/// <param name="Formal">True for Sie.</param>
/// <param name="Person">Name of the first administrator.</param>
/// <param name="Email">Their address.</param>
/// <param name="Language">Their language.</param>
/// <param name="Password">Their password.</param>
/// <param name="Industry">Line of business of the company, or null.</param>
public sealed record FirstCompany(string Company, bool Formal, string Person, string Email, string Language, string Password, Industry? Industry);

/// <summary>Founds the first organisation of an empty installation, once.</summary>
public sealed class Founding(AppDb db, Companies companies, People people, IPasswordHasher<Account> hasher, ILookupNormalizer names)
{
    /// <summary>Organisation, administrator and account in one save. Null when somebody else was faster.</summary>
    public async Task<(Account Account, Guid Person)?> FoundAsync(FirstCompany wanted)
    {
        if (!await companies.NoneAsync()) return null;
        var now = db.Time.GetUtcNow();
        db.Add(FirstRun.At(now));
        var person = await companies.FoundAsync(wanted.Company, wanted.Person, wanted.Email, wanted.Language, wanted.Formal, wanted.Industry);
        var account = Account.Open(Guid.CreateVersion7(now), person.Email!, person.Email, names);
        account.ChangePassword(hasher.HashPassword(account, wanted.Password));
        db.Add(account);
        await people.JoinAsync(person.Id, account.Id);
        try
        {
            await db.SaveChangesAsync();
            return (account, person.Id);
        }
        catch (DbUpdateException late) when (late.IsLostRace && Lost())
        {
            return null;
        }
    }

    private bool Lost()
    {
        db.ChangeTracker.Clear();
        return db.FirstRuns.Any();
    }
}
