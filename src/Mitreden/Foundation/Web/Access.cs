using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;

namespace Mitreden.Foundation.Web;

/// <summary>Who may call what: every endpoint needs a signed-in person unless it says otherwise.</summary>
public static class Access
{
    /// <summary>Rate limit for attempts to sign in, by address.</summary>
    public const string SignInLimit = "sign-in";
    /// <summary>Rate limit for what anonymous senders may leave behind, by address.</summary>
    public const string DraftLimit = "draft";

    /// <summary>Adds policies and rate limits.</summary>
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(SignedIn().Build()).SetDefaultPolicy(SignedIn().Build())
            .AddPolicy(Policies.Desk, p => p.Needs(Role.Desk))
            .AddPolicy(Policies.Author, p => p.Needs(Role.Author))
            .AddPolicy(Policies.Administrator, p => p.Needs(Role.Administrator))
            .AddPolicy(Policies.Oversight, p => p.Needs(Role.WorksCouncil | Role.Administrator))
            .AddPolicy(Policies.Figures, p => p.Needs(Role.Management | Role.WorksCouncil | Role.Desk | Role.Agency));
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(SignInLimit, context => ByAddress(context, 20));
            limits.AddPolicy(DraftLimit, context => context.User.HasClaim(c => c.Type == PersonClaims.Person)
                ? RateLimitPartition.GetNoLimiter("signed in") : ByAddress(context, 60));
        });
    }

    private static AuthorizationPolicyBuilder SignedIn() => new AuthorizationPolicyBuilder().RequireClaim(PersonClaims.Person);

    /// <summary>Signed in, with at least one of the roles.</summary>
    public static AuthorizationPolicyBuilder Needs(this AuthorizationPolicyBuilder policy, Role roles) => policy.RequireClaim(PersonClaims.Person)
        .RequireAssertion(c => ((Role)int.Parse(c.User.FindFirst(PersonClaims.Roles)?.Value ?? "0", CultureInfo.InvariantCulture) & roles) != 0);

    private static RateLimitPartition<string> ByAddress(HttpContext context, int perMinute)
    {
        if (HttpMethods.IsGet(context.Request.Method)) return RateLimitPartition.GetNoLimiter("read");
        var address = context.Connection.RemoteIpAddress;
        var sender = address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 6)) : address?.ToString() ?? "none";
        return RateLimitPartition.GetSlidingWindowLimiter(sender, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6,
        });
    }
}
