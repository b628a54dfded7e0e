using Microsoft.AspNetCore.Identity;

namespace Mitreden.Accounts;

/// <summary>What somebody signs in with: a passkey, a password, or a link by mail. The person behind it lives in Organisations.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Longest name to sign in with.</summary>
    public const int LongestName = 254;
    /// <summary>This many wrong passwords in a row close the account for <see cref="LockFor"/>.</summary>
    public const int MostMisses = 8;
    /// <summary>How long a password does not open the account after too many misses. Passkeys and links still do.</summary>
    public static readonly TimeSpan LockFor = TimeSpan.FromMinutes(5);

    /// <summary>An account with a time-ordered id.</summary>
    public Account() => Id = Guid.CreateVersion7();

    /// <summary>What the person types to sign in: the name, or the proven address where the name is a <see cref="HiddenName"/>.</summary>
    public string SignInName => UserName == HiddenName(Id) && Email is not null ? Email : UserName ?? "";

    /// <summary>A new account.</summary>
    /// <param name="id">Key; a passkey made in the same step already carries it.</param>
    /// <param name="name">What the person types to sign in: the proven address, or a name without @.</param>
    /// <param name="provenEmail">An address of which the person has shown that they read it, or null.</param>
    /// <param name="names">Makes names comparable.</param>
    public static Account Open(Guid id, string name, string? provenEmail, ILookupNormalizer names) => new()
    {
        Id = id,
        UserName = name,
        NormalizedUserName = names.NormalizeName(name),
        Email = provenEmail,
        NormalizedEmail = names.NormalizeEmail(provenEmail),
        EmailConfirmed = provenEmail is not null,
        SecurityStamp = Guid.CreateVersion7().ToString("N"),
        LockoutEnabled = true,
    };

    /// <summary>A name that nobody types, for whoever has proven an address that is still the name of somebody who had it before.</summary>
    public static string HiddenName(Guid id) => id.ToString("N");

    /// <summary>
    /// The address is not the person's any more: no link goes there, and whoever gets it next is not kept from it. As a name it stays until that happens:
    /// a password opens nothing without a name.
    /// </summary>
    public void LoseAddress()
    {
        (Email, NormalizedEmail, EmailConfirmed) = (null, null, false);
        Touch();
    }

    /// <summary>The person has shown that they read this address: from now on links go there, and where an address was the name, this one is.</summary>
    /// <param name="email">The address.</param>
    /// <param name="names">Makes names comparable.</param>
    /// <param name="isFree">False when the address is still a name of somebody who had it before.</param>
    public void ProveAddress(string email, ILookupNormalizer names, bool isFree)
    {
        (Email, NormalizedEmail, EmailConfirmed) = (email, names.NormalizeEmail(email), true);
        if (UserName?.Contains('@', StringComparison.Ordinal) == true)
        {
            UserName = isFree ? email : HiddenName(Id);
            NormalizedUserName = names.NormalizeName(UserName);
        }
        Touch();
    }

    /// <summary>Sets a password, the first one or another; every other device is signed out.</summary>
    public void ChangePassword(string hash)
    {
        PasswordHash = hash;
        AccessFailedCount = 0;
        LockoutEnd = null;
        SignOutEverywhere();
    }

    /// <summary>No password opens the account any more; every other device is signed out.</summary>
    public void ForgetPassword()
    {
        PasswordHash = null;
        SignOutEverywhere();
    }

    /// <summary>
    /// Something that hangs on the account changes, such as a passkey or a company. Whoever has read it before and saves later does not know that: their
    /// save must not fit any more.
    /// </summary>
    public void Touch() => ConcurrencyStamp = Guid.CreateVersion7().ToString("N");

    /// <summary>Ends every session of this account on every device.</summary>
    public void SignOutEverywhere()
    {
        SecurityStamp = Guid.CreateVersion7().ToString("N");
        Touch();
    }
}
