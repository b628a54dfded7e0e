using Mitreden.Foundation.Web;

namespace Mitreden.Organisations.Contracts;

/// <summary>A person has accepted the invitation and is in.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="OrganisationId">Their organisation.</param>
public sealed record PersonJoined(Guid PersonId, Guid OrganisationId);

/// <summary>A person has left: sessions, tokens and subscriptions end.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="AccountId">Their account, if they ever joined.</param>
public sealed record PersonLeft(Guid PersonId, Guid? AccountId);

/// <summary>The administrator has written down another work address for a person, or none.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="AccountId">Their account, if they ever joined.</param>
/// <param name="Before">The address before; null when there was none.</param>
public sealed record AddressChanged(Guid PersonId, Guid? AccountId, string? Before);

/// <summary>A person no longer has some roles.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Roles">The roles that were taken.</param>
public sealed record RolesTaken(Guid PersonId, Role Roles);
