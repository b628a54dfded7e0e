using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts;

internal static class SessionCookie
{
    public static void Configure(CookieAuthenticationOptions options, MitredenSettings settings)
    {
        options.Cookie.Guard(settings, "mitreden-session");
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromDays(Sessions.Days);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = Sessions.CheckAsync;
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>Scripts get the status; people get the sign-in page, and afterwards what they wanted.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.WantsJson() || context.Request.Headers.Accept == "text/event-stream") context.Response.StatusCode = status;
        else if (context.Request.Headers.ContainsKey("HX-Request")) context.Response.Headers["HX-Redirect"] = context.RedirectUri;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
