using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Entering;

/// <summary>What is not a page: the questions of a passkey, the language, and the way out.</summary>
internal static class Endpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/passkeys/request-options", AskForKeyAsync).AllowAnonymous().RequireRateLimiting(Access.SignInLimit);
        endpoints.MapPost("/language", ChooseLanguageAsync).AllowAnonymous();
        endpoints.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
    }

    /// <summary>Asks the browser for any passkey of this place; it names nobody, so it tells nothing.</summary>
    private static async Task<IResult> AskForKeyAsync(HttpContext context, IAntiforgery forms, SignInManager<Account> signIn) =>
        await forms.IsRequestValidAsync(context)
            ? Results.Text(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")
            : Results.StatusCode(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ChooseLanguageAsync(HttpContext context, IAntiforgery forms, AppDb db, People people, CurrentPerson me)
    {
        if (!await forms.IsRequestValidAsync(context)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var form = await context.Request.ReadFormAsync();
        var language = form["language"] == "en" ? "en" : "de";
        context.Response.Cookies.Append(Languages.Cookie, language, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true,
        });
        if (me.IsSignedIn)
        {
            await people.SpeakAsync(me.Id, language);
            await db.SaveChangesAsync();
        }
        return Results.LocalRedirect(ReturnUrl.Safe(form["returnUrl"]));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery forms)
    {
        if (!await forms.IsRequestValidAsync(context)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        await Sessions.SignOutAsync(context);
        return Results.LocalRedirect("/sign-in");
    }
}
