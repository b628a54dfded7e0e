using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts.Returning;

/// <summary>
/// The way back into an account that exists, for somebody who has lost every other: works once, for three days, and can be
/// taken back. A person has at most one that is neither used nor revoked.
/// </summary>
public sealed class NewAccess : IOrganisationOwned
{
    /// <summary>Days that it works; short, because it opens what somebody has there already.</summary>
    public const int Days = 3;
    /// <summary>How long it works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(Days);

    private NewAccess() { }

    /// <summary>Key.</summary>
    [Stored("identifies the new access", Basis.Contract, Keep.Employment, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Who may come back.</summary>
    [Stored("names the person who may come back", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public Guid PersonId { get; private set; }
    /// <summary>Hash of the secret in the link.</summary>
    [Stored("recognises the link without keeping it", Basis.Contract, Keep.Employment, Seen.Program)]
    public string TokenHash { get; private set; } = "";
    /// <summary>When it was made.</summary>
    [Stored("tells the person that their account could be opened anew", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public DateTimeOffset CreatedAt { get; private set; }
    /// <summary>Administrator who made it.</summary>
    [Stored("tells who gave it", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public Guid CreatedBy { get; private set; }
    /// <summary>When it stops working.</summary>
    [Stored("ends the new access", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public DateTimeOffset ExpiresAt { get; private set; }
    /// <summary>When somebody came back with it.</summary>
    [Stored("lets it work only once and tells the person when it was", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public DateTimeOffset? UsedAt { get; private set; }
    /// <summary>When it was taken back.</summary>
    [Stored("ends the new access early", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Gives a person a new access; the secret goes into the link only.</summary>
    /// <param name="organisation">The person's organisation.</param>
    /// <param name="person">Who may come back.</param>
    /// <param name="by">Administrator who gives it.</param>
    /// <param name="secret">Secret of the link.</param>
    /// <param name="now">Time.</param>
    public static NewAccess Give(Guid organisation, Guid person, Guid by, string secret, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = organisation, PersonId = person, CreatedBy = by,
        TokenHash = Secret.Hash(secret), CreatedAt = now, ExpiresAt = now + Lifetime,
    };

    /// <summary>Where it stands now.</summary>
    public InvitationState StateAt(DateTimeOffset now) => this switch
    {
        { UsedAt: not null } => InvitationState.Used,
        { RevokedAt: not null } => InvitationState.Revoked,
        _ => ExpiresAt <= now ? InvitationState.Expired : InvitationState.Open,
    };

    /// <summary>The person comes back with it.</summary>
    public void Use(DateTimeOffset now)
    {
        if (StateAt(now) != InvitationState.Open) throw new InvalidOperationException("Only an open access can be used.");
        UsedAt = now;
    }

    /// <summary>Takes it back; nothing happens to one that is over.</summary>
    public void Revoke(DateTimeOffset now)
    {
        if (UsedAt is null) RevokedAt ??= now;
    }
}
