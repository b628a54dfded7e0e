using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Mitreden.Accounts.Invitations;
using Mitreden.Accounts.Returning;
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
        endpoints.MapPost("/passkeys/creation-options", AskForNewKeyAsync).AllowAnonymous().RequireRateLimiting(Access.JoinLimit);
        endpoints.MapPost("/language", ChooseLanguageAsync).AllowAnonymous();
        endpoints.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
    }

    /// <summary>Asks the browser for any passkey of this place; it names nobody, so it tells nothing.</summary>
    private static async Task<IResult> AskForKeyAsync(HttpContext context, IAntiforgery forms, SignInManager<Account> signIn) =>
        await forms.IsRequestValidAsync(context)
            ? Results.Text(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")
            : Results.StatusCode(StatusCodes.Status400BadRequest);

    /// <summary>
    /// Asks the browser to make a passkey: for the person of an invitation, for whoever comes back, or for the own account. A name that will not do is
    /// answered with 422; the script then sends the form as it is, and the page says what is wrong.
    /// </summary>
    private static async Task<IResult> AskForNewKeyAsync(
        HttpContext context, IAntiforgery forms, SignInManager<Account> signIn, Passkeys passkeys, Joining joining, ComingBack back, CurrentPerson me)
    {
        if (!await forms.IsRequestValidAsync(context)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var form = await context.Request.ReadFormAsync();
        var wanted = form.ContainsKey("invitation")
            ? await NewcomerAsync(joining, form["invitation"].ToString(), form["Name"].ToString().Trim(), passkeys.NextId())
            : form.ContainsKey("access") ? await ReturnerAsync(back, form["access"].ToString())
            : me.IsSignedIn ? await OwnAsync(passkeys, me) : null;
        return wanted is null
            ? Results.StatusCode(StatusCodes.Status422UnprocessableEntity)
            : Results.Text(await signIn.MakePasskeyCreationOptionsAsync(wanted), "application/json");
    }

    private static async Task<PasskeyUserEntity?> NewcomerAsync(Joining joining, string secret, string name, Guid id)
    {
        if (await joining.FindAsync(secret) is not { State: InvitationState.Open } guest) return null;
        if (guest.ProvenEmail is null && NameRule.Problem(name) is not null) return null;
        var signInName = guest.ProvenEmail ?? name;
        if (await joining.IsTakenAsync(guest, signInName)) return null;
        return new PasskeyUserEntity { Id = id.ToString(), Name = signInName, DisplayName = guest.Person.Name };
    }

    private static async Task<PasskeyUserEntity?> ReturnerAsync(ComingBack back, string secret)
    {
        if (await back.FindAsync(secret) is not { IsOpen: true } who) return null;
        return new PasskeyUserEntity { Id = who.Account.Id.ToString(), Name = who.Account.SignInName, DisplayName = who.Person.Name };
    }

    private static async Task<PasskeyUserEntity?> OwnAsync(Passkeys passkeys, CurrentPerson me)
    {
        var account = await passkeys.AccountAsync(me.AccountId);
        if ((await passkeys.OfAsync(account)).Count >= Passkeys.Most) return null;
        return new PasskeyUserEntity { Id = me.AccountId.ToString(), Name = account.SignInName, DisplayName = me.Name };
    }

    private static async Task<IResult> ChooseLanguageAsync(HttpContext context, IAntiforgery forms, AppDb db, People people, CurrentPerson me)
    {
        if (!await forms.IsRequestValidAsync(context)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var form = await context.Request.ReadFormAsync();
        var language = form["language"] == "en" ? "en" : "de";
        context.Response.Cookies.Append(Languages.Cookie, language, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });
        if (me.IsSignedIn)
        {
            await people.SpeakAsync(me.Id, language);
            await db.SaveChangesAsync();
        }
        return Results.LocalRedirect(ReturnUrl.Safe(form["returnUrl"]));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery forms, Sessions sessions)
    {
        if (!await forms.IsRequestValidAsync(context)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        await sessions.SignOutAsync(context);
        var form = await context.Request.ReadFormAsync();
        return Results.LocalRedirect(form.ContainsKey("returnUrl") ? ReturnUrl.Safe(form["returnUrl"]) : "/sign-in");
    }
}
