using System.Security.Claims;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Live;

/// <summary>Asks again whether a session still holds, for answers that go on for long; the module that knows sessions answers.</summary>
public interface IOpenSession
{
    /// <summary>The person as things stand now, or null when they have left, changed the password or signed out everywhere.</summary>
    Task<CurrentPerson?> AgainAsync(ClaimsPrincipal user);
}
