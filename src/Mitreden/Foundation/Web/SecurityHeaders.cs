using System.Security.Cryptography;
using Mitreden.Foundation.Settings;

namespace Mitreden.Foundation.Web;

/// <summary>Sends the browser's own defences with every answer.</summary>
public sealed class SecurityHeaders(RequestDelegate next, MitredenSettings settings)
{
    private const string NonceKey = "mitreden.nonce";

    /// <summary>For a year only by https to this very host; whether its siblings speak it is not ours to say.</summary>
    private const string OneYear = "max-age=31536000";

    /// <summary>The nonce of this answer; scripts without it do not run.</summary>
    public static string Nonce(HttpContext context)
    {
        return (string)(context.Items[NonceKey] ??= Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));
    }

    /// <summary>Lets this one answer hold frames from one origin. Called only once the consent of the person who gets the answer is known to hold.</summary>
    public static void PermitFrame(HttpContext context, string origin) => context.Response.Headers.ContentSecurityPolicy = Policy(context, origin);

    /// <summary>Adds the headers before the answer starts.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context, "'none'");
        headers.XContentTypeOptions = "nosniff";
        // The origin and no more: a proxy's log that held the page before would tell who has been at the box without names. "no-referrer" would take the
        // origin from posted forms as well, and passkeys are checked against it.
        headers["Referrer-Policy"] = "strict-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (settings.IsHttps) headers.StrictTransportSecurity = OneYear;
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        context.Response.OnStarting(() =>
        {
            if (!headers.ContainsKey("Cache-Control")) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static string Policy(HttpContext context, string frames) =>
        $"default-src 'none'; script-src 'nonce-{Nonce(context)}' 'strict-dynamic'; style-src 'self'; img-src 'self' data: blob:; " +
        $"media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-src {frames}; form-action 'self'; base-uri 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default mitreden";
}

/// <summary>
/// Cookies that no neighbour can plant: where people reach the installation by https, browsers take them from this very host alone and for all of it. A
/// sibling below the same domain could otherwise sign people in as somebody else, or hand them its own form token.
/// </summary>
public static class HostCookies
{
    /// <summary>Names and guards a cookie. By plain http, as on a developer's machine, there is no such promise to be had.</summary>
    public static void Guard(this CookieBuilder cookie, MitredenSettings settings, string name)
    {
        (cookie.Name, cookie.SecurePolicy) = settings.IsHttps ? ($"__Host-{name}", CookieSecurePolicy.Always) : (name, CookieSecurePolicy.SameAsRequest);
        if (settings.IsHttps) cookie.Path = "/";
    }

    /// <summary>The cookie of the form token. Its library refuses to work when the proxy does not say that the browser came by https; it need not know.</summary>
    public static CookieBuilder OfForms(MitredenSettings settings)
    {
        CookieBuilder cookie = settings.IsHttps ? new SecureCookie() : new CookieBuilder();
        cookie.Guard(settings, "mitreden-form");
        (cookie.SecurePolicy, cookie.SameSite, cookie.HttpOnly, cookie.IsEssential) = (CookieSecurePolicy.SameAsRequest, SameSiteMode.Strict, true, true);
        return cookie;
    }

    private sealed class SecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
