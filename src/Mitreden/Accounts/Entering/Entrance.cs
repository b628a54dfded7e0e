using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Entering;

/// <summary>How an attempt to sign in ended.</summary>
public enum Entry
{
    /// <summary>Signed in.</summary>
    Open,
    /// <summary>Name and password do not fit, or the account is closed for a while: never said which.</summary>
    Refused,
    /// <summary>The account is right, but no organisation lets it in any more.</summary>
    Homeless,
}

/// <summary>Lets people in by name and password. Known and unknown names get the same answer after the same work.</summary>
public sealed class Entrance(AppDb db, People people, IPasswordHasher<Account> hasher, ILookupNormalizer names, Misses misses)
{
    private static readonly string Nobody = new PasswordHasher<Account>().HashPassword(new Account(), "nobody has this password");

    /// <summary>Checks name and password and signs in.</summary>
    public async Task<Entry> TryAsync(HttpContext context, string name, string password)
    {
        var (account, fits) = Choose(await Named(name).Take(2).ToListAsync(), password);
        var missed = await misses.StandAsync(account);
        if (account?.PasswordHash is null || !fits || missed.AreTooMany)
        {
            await misses.AddAsync(account);
            return Entry.Refused;
        }
        if (missed.AreThere) await misses.ForgiveAsync(account);
        return await EnterAsync(context, account);
    }

    /// <summary>Signs the account in as the person who joined first; others can be chosen on the own page.</summary>
    public async Task<Entry> EnterAsync(HttpContext context, Account account)
    {
        if ((await people.OfAccountAsync(account.Id)).FirstOrDefault() is not { } person) return Entry.Homeless;
        await Sessions.SignInAsync(context, account, person.Id);
        return Entry.Open;
    }

    /// <summary>The account with this name or proven address. The address wins, so that nobody can take it as a name.</summary>
    public Task<Account?> FindAsync(string name, CancellationToken stop = default) => Named(name).FirstOrDefaultAsync(stop);

    /// <summary>Whose proven address it is, and whose name: that may be somebody else, who had the address before.</summary>
    private IQueryable<Account> Named(string name)
    {
        var (asName, asEmail) = (names.NormalizeName(name.Trim()), names.NormalizeEmail(name.Trim()));
        return db.Accounts.AsNoTracking().Where(a => a.NormalizedUserName == asName || (a.NormalizedEmail == asEmail && a.EmailConfirmed))
            .OrderByDescending(a => a.NormalizedEmail == asEmail);
    }

    /// <summary>
    /// Of two whom a name may mean the password chooses; else whoever had an address before could not get in with their own password any more, and would
    /// shut out whoever has it now. Two passwords are checked in any case, so that the time says nothing.
    /// </summary>
    private (Account? Account, bool Fits) Choose(List<Account> named, string password)
    {
        var (first, second) = (Fits(named.ElementAtOrDefault(0), password), Fits(named.ElementAtOrDefault(1), password));
        return named.Count > 1 && second && !first ? (named[1], true) : (named.FirstOrDefault(), first);
    }

    private bool Fits(Account? account, string password) =>
        hasher.VerifyHashedPassword(account ?? new Account(), account?.PasswordHash ?? Nobody, password) != PasswordVerificationResult.Failed;
}
