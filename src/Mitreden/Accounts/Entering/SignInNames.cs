using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Entering;

/// <summary>
/// What people type to sign in: names, and proven addresses. Who reads a mailbox may change without anybody telling the account, which belongs to several
/// companies at times: so a proven address counts only as long as one of them says that it is the person's.
/// </summary>
public sealed class SignInNames(AppDb db, People people, ILookupNormalizer names)
{
    /// <summary>Of those whom the account signs in, the one who has its proven address; null when nobody has it any more, or none is proven.</summary>
    public async Task<PersonCard?> OwnerAsync(Account account, CancellationToken stop = default) => account is { EmailConfirmed: true, NormalizedEmail: { } address }
        ? (await people.OfAccountAsync(account.Id, stop)).Find(p => names.NormalizeEmail(p.Email) == address) : null;

    /// <summary>True when an account has proven the address and it still is that person's.</summary>
    public async Task<bool> IsProvenAsync(string address, CancellationToken stop = default) =>
        await HolderAsync(address, stop) is { } account && await OwnerAsync(account, stop) is not null;

    /// <summary>Takes the address from an account whose it is no more, for somebody who has proven it now; the caller saves.</summary>
    public async Task FreeAsync(string address, CancellationToken stop = default)
    {
        if (await HolderAsync(address, stop) is { } account && await OwnerAsync(account, stop) is null) account.LoseAddress();
    }

    /// <summary>True when this is a name of somebody.</summary>
    /// <param name="name">What would be typed.</param>
    /// <param name="except">An account that does not count, or the empty id.</param>
    /// <param name="stop">Ends the query.</param>
    public Task<bool> IsNameAsync(string name, Guid except = default, CancellationToken stop = default)
    {
        var normal = names.NormalizeName(name.Trim());
        return db.Accounts.AnyAsync(a => a.NormalizedUserName == normal && a.Id != except, stop);
    }

    private Task<Account?> HolderAsync(string address, CancellationToken stop)
    {
        var normal = names.NormalizeEmail(address);
        return db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == normal && a.EmailConfirmed, stop);
    }
}
