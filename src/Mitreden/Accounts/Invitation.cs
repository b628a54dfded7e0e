using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts;

/// <summary>Where an invitation stands.</summary>
public enum InvitationState
{
    /// <summary>Can be accepted.</summary>
    Open,
    /// <summary>Too late.</summary>
    Expired,
    /// <summary>Taken back, or replaced by a newer one.</summary>
    Revoked,
    /// <summary>Accepted.</summary>
    Used,
}

/// <summary>The way in for one person: works once, for 14 days, and can be taken back. A person has at most one that is neither used nor revoked.</summary>
public sealed class Invitation : IOrganisationOwned
{
    /// <summary>How long an invitation works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private Invitation() { }

    /// <summary>Key.</summary>
    [Stored("identifies the invitation", Basis.Contract, Keep.Employment, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Who is invited.</summary>
    [Stored("names the person who may come in", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public Guid PersonId { get; private set; }
    /// <summary>Hash of the secret in the link.</summary>
    [Stored("recognises the link without keeping it", Basis.Contract, Keep.Employment, Seen.Program)]
    public string TokenHash { get; private set; } = "";
    /// <summary>Address to which the link went, when it was shown to nobody else: whoever comes with it reads that mailbox.</summary>
    [Stored("proves that the person reads the address", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public string? MailedTo { get; private set; }
    /// <summary>When it was made.</summary>
    [Stored("shows whom an invitation has not reached yet", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public DateTimeOffset CreatedAt { get; private set; }
    /// <summary>Administrator who invited.</summary>
    [Stored("tells who invited", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public Guid CreatedBy { get; private set; }
    /// <summary>When it stops working.</summary>
    [Stored("ends the invitation", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public DateTimeOffset ExpiresAt { get; private set; }
    /// <summary>When it was accepted.</summary>
    [Stored("lets an invitation work only once", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public DateTimeOffset? UsedAt { get; private set; }
    /// <summary>When it was taken back.</summary>
    [Stored("ends the invitation early", Basis.Contract, Keep.Employment, Seen.Self | Seen.Administrator)]
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Invites a person; the secret goes into the link only.</summary>
    /// <param name="organisation">The person's organisation.</param>
    /// <param name="person">Who is invited.</param>
    /// <param name="by">Administrator who invites.</param>
    /// <param name="secret">Secret of the link.</param>
    /// <param name="mailedTo">Address, when the link is only mailed; null when it is shown or printed.</param>
    /// <param name="now">Time of invitation.</param>
    public static Invitation Invite(Guid organisation, Guid person, Guid by, string secret, string? mailedTo, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OrganisationId = organisation,
        PersonId = person,
        CreatedBy = by,
        TokenHash = Secret.Hash(secret),
        MailedTo = mailedTo,
        CreatedAt = now,
        ExpiresAt = now + Lifetime,
    };

    /// <summary>Where it stands now.</summary>
    public InvitationState StateAt(DateTimeOffset now) => this switch
    {
        { UsedAt: not null } => InvitationState.Used,
        { RevokedAt: not null } => InvitationState.Revoked,
        _ => ExpiresAt <= now ? InvitationState.Expired : InvitationState.Open,
    };

    /// <summary>The person comes in with it.</summary>
    public void Use(DateTimeOffset now)
    {
        if (StateAt(now) != InvitationState.Open) throw new InvalidOperationException("Only an open invitation can be accepted.");
        UsedAt = now;
    }

    /// <summary>Takes it back; nothing happens to one that is over.</summary>
    public void Revoke(DateTimeOffset now)
    {
        if (UsedAt is null) RevokedAt ??= now;
    }
}
