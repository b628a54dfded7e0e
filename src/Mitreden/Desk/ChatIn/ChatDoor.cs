using Mitreden.Foundation.Data;

namespace Mitreden.Desk.ChatIn;

/// <summary>The chat programs out of which a message can be handed to Mitreden.</summary>
public enum ChatKind
{
    /// <summary>A message shortcut of a Slack app.</summary>
    Slack,
    /// <summary>An outgoing webhook of a team in Microsoft Teams.</summary>
    Teams,
}

/// <summary>Where one chat program of the organisation may hand messages in, with the secret that its requests are signed with.</summary>
public sealed class ChatDoor : IOrganisationOwned
{
    /// <summary>Most characters of a secret.</summary>
    public const int LongestSecret = 200;

    private const string Purpose = "desk.chat-door";

    private ChatDoor() { }

    /// <summary>Key; stands in the address that the chat program calls, and is no secret.</summary>
    [Stored("finds the secret for a request of the chat program", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Which program.</summary>
    [Stored("says which chat program calls", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public ChatKind Kind { get; private set; }
    /// <summary>The secret, sealed.</summary>
    [Stored("checks the signature of the chat program, sealed", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public string Closed { get; private set; } = "";
    /// <summary>When it was set up.</summary>
    [Stored("shows the team since when the chat can hand messages in", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Sets it up.</summary>
    public static ChatDoor Add(Seal seal, Guid organisation, ChatKind kind, string secret, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = organisation, Kind = kind, Closed = seal.Close(Purpose, organisation, secret), CreatedAt = now,
    };

    /// <summary>Takes another secret; the address stays.</summary>
    public void Renew(Seal seal, string secret) => Closed = seal.Close(Purpose, OrganisationId, secret);

    /// <summary>The secret; null when the keys of the seal are gone.</summary>
    public string? Secret(Seal seal) => seal.Open<string>(Purpose, OrganisationId, Closed);
}
