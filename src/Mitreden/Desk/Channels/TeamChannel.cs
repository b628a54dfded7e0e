using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Channels;

/// <summary>How a channel of the team is spoken to.</summary>
public enum TeamChannelKind
{
    /// <summary>An Adaptive Card to a workflow of Microsoft Teams.</summary>
    Teams,
    /// <summary>A message to an incoming webhook of Slack, or of what speaks like it (Mattermost, Rocket.Chat).</summary>
    Slack,
    /// <summary>JSON to any address, signed.</summary>
    Webhook,
    /// <summary>A text message through a gateway that is asked by HTTP.</summary>
    Sms,
}

/// <summary>What is needed to reach a channel; stored sealed.</summary>
/// <param name="Address">Address; for SMS it may hold <c>{number}</c> and <c>{text}</c>.</param>
/// <param name="Secret">Key of the signature (webhook), or value of the header Authorization (SMS).</param>
/// <param name="Body">JSON with <c>{number}</c> and <c>{text}</c> for SMS; empty asks by GET.</param>
/// <param name="Numbers">Telephone numbers for SMS.</param>
public sealed record TeamTarget(string Address, string Secret, string Body, IReadOnlyList<string> Numbers);

/// <summary>A place where the whole team is alerted, beside the devices of its members.</summary>
public sealed class TeamChannel : IOrganisationOwned
{
    /// <summary>Most channels of an organisation.</summary>
    public const int Most = 10;
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 60;

    private const string Purpose = "desk.team-channel";

    private TeamChannel() { }

    /// <summary>Key.</summary>
    [Stored("identifies the channel", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>How it is spoken to.</summary>
    [Stored("says how the channel is spoken to", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public TeamChannelKind Kind { get; private set; }
    /// <summary>What the team calls it.</summary>
    [Stored("lets the team tell its channels apart", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public string Name { get; private set; } = "";
    /// <summary>Address, secret and numbers, sealed.</summary>
    [Stored("reaches the channel; for text messages with the telephone numbers of the team, sealed", Basis.LegitimateInterest, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public string Closed { get; private set; } = "";
    /// <summary>When it was added.</summary>
    [Stored("lets the team tell its channels apart", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public DateTimeOffset CreatedAt { get; private set; }
    /// <summary>When it last took a message.</summary>
    [Stored("shows the team whether the channel works", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public DateTimeOffset? AcceptedAt { get; private set; }
    /// <summary>When it last failed, if that is later than <see cref="AcceptedAt"/>.</summary>
    [Stored("shows the team whether the channel works", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>Adds a channel.</summary>
    public static TeamChannel Add(Seal seal, Guid organisation, TeamChannelKind kind, string name, TeamTarget target, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = organisation, Kind = kind, Name = name, CreatedAt = now, Closed = seal.Close(Purpose, organisation, target),
    };

    /// <summary>How to reach it; null when the keys of the seal are gone.</summary>
    public TeamTarget? Open(Seal seal) => seal.Open<TeamTarget>(Purpose, OrganisationId, Closed);

    /// <summary>It took a message, or it did not.</summary>
    public void Note(bool accepted, DateTimeOffset now) => (AcceptedAt, FailedAt) = (accepted ? now : AcceptedAt, accepted ? null : now);
}
