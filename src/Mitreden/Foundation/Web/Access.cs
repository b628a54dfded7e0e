using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;

namespace Mitreden.Foundation.Web;

/// <summary>Who may call what: every endpoint needs a signed-in person unless it says otherwise.</summary>
public static class Access
{
    /// <summary>Rate limit for attempts to sign in, by address: a whole company may stand behind one. Whoever is signed in has a limit of their own.</summary>
    public const string SignInLimit = "sign-in";
    /// <summary>
    /// Rate limit for whoever comes with a secret that cannot be guessed, by address. When a company begins, everybody scans their card in the same
    /// quarter of an hour and the same wireless network.
    /// </summary>
    public const string JoinLimit = "join";
    /// <summary>
    /// Rate limit for what anonymous senders may leave behind, by address. Of somebody signed in, one request at a time is worked on once its body
    /// is there, and the others wait (<see cref="OwnTurns"/>): nobody keeps both cores busy while colleagues report.
    /// </summary>
    public const string DraftLimit = "draft";
    /// <summary>Rate limit for films: one at a time of each person.</summary>
    public const string UploadLimit = "upload";
    /// <summary>Requests of one person that may wait for their turn.</summary>
    private const int MostWaiting = 100;

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
            limits.AddPolicy(SignInLimit, context => Person(context) is { } person ? Window(person, 20) : ByAddress(context, 60));
            limits.AddPolicy(JoinLimit, context => ByAddress(context, 600));
            limits.AddPolicy(DraftLimit, context => Person(context) is null ? ByAddress(context, 60) : RateLimitPartition.GetNoLimiter("turns"));
            limits.AddPolicy(UploadLimit, context => Person(context) is { } person ? OneAtATime(person, 0) : RateLimitPartition.GetNoLimiter("read"));
        });
    }

    private static AuthorizationPolicyBuilder SignedIn() => new AuthorizationPolicyBuilder().RequireClaim(PersonClaims.Person);

    /// <summary>Signed in, with at least one of the roles.</summary>
    public static AuthorizationPolicyBuilder Needs(this AuthorizationPolicyBuilder policy, Role roles) => policy.RequireClaim(PersonClaims.Person)
        .RequireAssertion(c => ((Role)int.Parse(c.User.FindFirst(PersonClaims.Roles)?.Value ?? "0", CultureInfo.InvariantCulture) & roles) != 0);

    /// <summary>The person who sends something, or null for visitors and for those who only read.</summary>
    private static string? Person(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) ? null : context.User.FindFirst(PersonClaims.Person)?.Value;

    private static RateLimitPartition<string> OneAtATime(string person, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(person, _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = waiting });

    /// <summary>
    /// The turns of each person at addresses with <see cref="DraftLimit"/>. A turn begins when the body has been read: a picture that crawls out of a
    /// tunnel does not hold up the same person's next report from the desk.
    /// </summary>
    internal static PartitionedRateLimiter<HttpContext> OwnTurns() => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        Person(context) is { } person && context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == DraftLimit
            ? OneAtATime(person, MostWaiting) : RateLimitPartition.GetNoLimiter("everything else"));

    private static RateLimitPartition<string> ByAddress(HttpContext context, int perMinute)
    {
        if (HttpMethods.IsGet(context.Request.Method)) return RateLimitPartition.GetNoLimiter("read");
        var address = context.Connection.RemoteIpAddress;
        var sender = address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 6)) : address?.ToString() ?? "none";
        return Window(sender, perMinute);
    }

    private static RateLimitPartition<string> Window(string sender, int perMinute) =>
        RateLimitPartition.GetSlidingWindowLimiter(sender, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6,
        });
}
