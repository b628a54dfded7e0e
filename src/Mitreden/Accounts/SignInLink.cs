using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts;

/// <summary>A link by mail that signs in once, or proves once that somebody reads an address. The row goes when the link is used.</summary>
public sealed class SignInLink
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    /// <summary>Most links of one account at a time, so that nobody can fill a mailbox.</summary>
    public const int Most = 3;

    private SignInLink() { }

    /// <summary>Key.</summary>
    [Stored("identifies the link", Basis.Contract, Keep.Hours, Seen.Program)]
    public Guid Id { get; private set; }
    /// <summary>Account that it signs in.</summary>
    [Stored("names the account that the link signs in", Basis.Contract, Keep.Hours, Seen.Program)]
    public Guid AccountId { get; private set; }
    /// <summary>Hash of the secret in the link.</summary>
    [Stored("recognises the link without keeping it", Basis.Contract, Keep.Hours, Seen.Program)]
    public string TokenHash { get; private set; } = "";
    /// <summary>When it stops working.</summary>
    [Stored("ends the link", Basis.Contract, Keep.Hours, Seen.Program)]
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>The address that it proves, to somebody who is signed in already; null when it signs in.</summary>
    [Stored("proves that the person reads the address", Basis.Contract, Keep.Hours, Seen.Program)]
    public string? Proves { get; private set; }

    /// <summary>A new link; the secret goes into the mail only.</summary>
    /// <param name="account">Account that it signs in, or whose address it proves.</param>
    /// <param name="secret">Secret of the link.</param>
    /// <param name="now">Time.</param>
    /// <param name="proves">The address that it proves; null when it signs in.</param>
    public static SignInLink For(Guid account, string secret, DateTimeOffset now, string? proves = null) => new()
    {
        Proves = proves,
        Id = Guid.CreateVersion7(now),
        AccountId = account,
        TokenHash = Secret.Hash(secret),
        ExpiresAt = now + Lifetime,
    };
}
