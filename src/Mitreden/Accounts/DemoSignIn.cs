using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts;

/// <summary>Signs one of the demo people in by one tap. Exists in demo mode only.</summary>
internal static class DemoSignIn
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<MitredenSettings>().Demo) return;
        endpoints.MapPost("/demo/sign-in", SignInAsync).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> SignInAsync(HttpContext context, AppDb db, People people)
    {
        var form = await context.Request.ReadFormAsync();
        var person = DemoCompany.People.FirstOrDefault(p => string.Equals(p.Key, form["person"].ToString().Trim(), StringComparison.OrdinalIgnoreCase));
        var card = person is null ? null : (await people.WithEmailAsync(person.Email)).FirstOrDefault(c => c.AccountId is not null);
        if (card is null) return Results.NotFound();
        await Sessions.SignInAsync(context, await db.Accounts.SingleAsync(a => a.Id == card.AccountId), card.Id);
        return Results.LocalRedirect(ReturnUrl.Safe(form["returnUrl"]));
    }
}
