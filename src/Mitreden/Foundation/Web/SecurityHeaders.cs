using System.Security.Cryptography;

namespace Mitreden.Foundation.Web;

/// <summary>Sends the browser's own defences with every answer.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    private const string NonceKey = "mitreden.nonce";

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
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
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
