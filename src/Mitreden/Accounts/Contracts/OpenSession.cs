using System.Security.Claims;
using Mitreden.Foundation.Live;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts.Contracts;

/// <summary>Asks again whether a session still holds, for answers that go on for long.</summary>
public sealed class OpenSession(Sessions sessions) : IOpenSession
{
    /// <inheritdoc />
    public async Task<CurrentPerson?> AgainAsync(ClaimsPrincipal user) =>
        await sessions.ReadAsync(user) is { } now ? new CurrentPerson(now) : null;
}
