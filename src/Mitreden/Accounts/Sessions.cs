using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts;

/// <summary>
/// Sessions: a cookie that names account and person. Every request reads both again, so that a changed role, a changed
/// password or a farewell holds at once, on every replica.
/// </summary>
public sealed class Sessions(AppDb db, People people, CurrentOrganisation current, StampQuery stamps)
{
    /// <summary>Claim with the account's stamp; changes with the password and with "sign out everywhere".</summary>
    private const string Stamp = "stamp";

    /// <summary>Claim with the session's own secret: signing out ends it on the server as well.</summary>
    private const string Session = "session";

    /// <summary>Days that a session lives without a visit.</summary>
    public const int Days = 30;

    /// <summary>Signs the person in on this device.</summary>
    public static Task SignInAsync(HttpContext context, Account account, Guid person)
    {
        var identity = new ClaimsIdentity(
        [
            new Claim(PersonClaims.Account, account.Id.ToString()), new Claim(PersonClaims.Person, person.ToString()),
            new Claim(Stamp, account.SecurityStamp ?? ""), new Claim(Session, Secret.New()),
        ], IdentityConstants.ApplicationScheme);
        return context.SignInAsync(IdentityConstants.ApplicationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    /// <summary>Signs out on this device; a copy of its cookie ends with it.</summary>
    public async Task SignOutAsync(HttpContext context)
    {
        if (context.User.FindFirstValue(Session) is { } secret)
        {
            db.Add(EndedSession.Of(secret, db.Time.GetUtcNow()));
            try
            {
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException late) when (late.IsLostRace)
            {
                // Signed out twice at once: it has ended.
                db.ChangeTracker.Clear();
                var hash = Secret.Hash(secret);
                if (!await db.EndedSessions.AnyAsync(e => e.SecretHash == hash)) throw;
            }
        }
        // A line that was to be shown next is meant for whoever signs out, not for whoever comes after them at the same device.
        var next = context.RequestServices.GetRequiredService<IOptions<CookieTempDataProviderOptions>>().Value.Cookie;
        context.Response.Cookies.Delete(next.Name!, next.Build(context));
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>Checks the cookie against the database and puts what holds now into the principal.</summary>
    public static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (await sessions.ReadAsync(context.Principal!) is { } principal)
        {
            context.ReplacePrincipal(principal);
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    internal async Task<ClaimsPrincipal?> ReadAsync(ClaimsPrincipal cookie)
    {
        if (!Guid.TryParse(cookie.FindFirstValue(PersonClaims.Person), out var person)
            || !Guid.TryParse(cookie.FindFirstValue(PersonClaims.Account), out var account)
            || cookie.FindFirstValue(Session) is not { } session) return null;
        var found = await people.SessionAsync(person);
        if (found?.AccountId != account) return null;
        if (await StampAsync(found, Secret.Hash(session)) is not { } stamp || stamp != cookie.FindFirstValue(Stamp)) return null;
        return new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(PersonClaims.Account, account.ToString()), new Claim(PersonClaims.Person, person.ToString()), new Claim(Stamp, stamp), new Claim(Session, session),
            new Claim(PersonClaims.Organisation, found.OrganisationId.ToString()), new Claim(PersonClaims.Name, found.Name),
            new Claim(PersonClaims.Roles, ((int)found.Roles).ToString(CultureInfo.InvariantCulture)),
            new Claim(PersonClaims.Language, found.Language), new Claim(PersonClaims.Formal, found.Formal ? "1" : "0"),
            new Claim(PersonClaims.Zone, found.Zone), new Claim(PersonClaims.Company, found.OrganisationName),
        ], IdentityConstants.ApplicationScheme));
    }

    /// <summary>The account's stamp, unless this session has ended.</summary>
    private async Task<string?> StampAsync(SessionPerson person, string secretHash)
    {
        // Asked inside the organisation, only so that the connection need not be set anew: accounts belong to none.
        using var _ = current.Everywhere();
        current.Id = person.OrganisationId;
        return await stamps.AskAsync(db, person.AccountId!.Value, secretHash);
    }
}

/// <summary>The stamp that holds for a session, asked with every request and put into words once.</summary>
public sealed class StampQuery
{
    private readonly Func<AppDb, Guid, string, Task<string?>> _ask = EF.CompileAsyncQuery((AppDb db, Guid account, string secretHash) => db.Set<Account>()
        .Where(a => a.Id == account && !db.Set<EndedSession>().Any(e => e.SecretHash == secretHash)).Select(a => a.SecurityStamp).SingleOrDefault());

    /// <summary>The account's stamp; null when the session has ended or the account is gone.</summary>
    public Task<string?> AskAsync(AppDb db, Guid account, string secretHash) => _ask(db, account, secretHash);
}
