using System.Security.Claims;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts.Contracts;

/// <summary>Asks again whether a session still holds, for answers that go on for long.</summary>
public sealed class OpenSession(Sessions sessions)
{
    /// <summary>The person as things stand now, or null when they have left, changed the password or signed out everywhere.</summary>
    public async Task<CurrentPerson?> AgainAsync(ClaimsPrincipal user) =>
        await sessions.ReadAsync(user) is { } now ? new CurrentPerson(now) : null;
}
