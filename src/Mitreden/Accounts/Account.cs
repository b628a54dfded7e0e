using Microsoft.AspNetCore.Identity;

namespace Mitreden.Accounts;

/// <summary>What somebody signs in with: a passkey, a password, or a link by mail. The person behind it lives in Organisations.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>An account with a time-ordered id.</summary>
    public Account() => Id = Guid.CreateVersion7();
}
