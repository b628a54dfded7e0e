using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Consents;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Live;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Providers;

/// <summary>Videos from outside and the consent to them: what is registered, and where people give it and take it back.</summary>
public static class ProvidersSetup
{
    /// <summary>Adds providers and consents.</summary>
    public static void AddProviders(this IServiceCollection services)
    {
        services.AddScoped<ProviderVideos>();
        services.AddScoped<ProviderWords>();
        services.AddScoped<OwnConsents>();
        services.AddRecurring<ForgetConsents, ForgetConsentsHandler>(TimeSpan.FromDays(1));
    }

    /// <summary>Maps both to their tables.</summary>
    internal static void MapProviders(this ModelBuilder model)
    {
        model.Entity<Consent>(Consent.Map);
        model.Entity<VideoHost>(VideoHost.Map);
    }

    /// <summary>The yes, taking it back, and the news for pages that are open.</summary>
    public static void MapProviders(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/consents/give", GiveAsync);
        endpoints.MapPost("/consents/revoke", RevokeAsync);
        endpoints.MapGet("/consents/{provider}/live", LiveAsync);
    }

    private static async Task<IResult> GiveAsync(
        HttpContext context, IAntiforgery forms, ITempDataDictionaryFactory temp, ProviderVideos videos, OwnConsents consents, Texts<ProviderTexts> texts, CancellationToken stop)
    {
        if (!await forms.IsRequestValidAsync(context)) return Results.BadRequest();
        var form = context.Request.Form;
        if (await videos.FindAsync(form["provider"], stop) is not { } provider) return Results.NotFound();
        // Somebody has read another explanation than the one that holds: that is no yes to this one.
        if (form["text"] != ProviderWords.Hash(provider)) Say(context, temp, texts["Changed"]);
        else await consents.GiveAsync(ConsentPurpose.Video, provider.Key, ProviderWords.Hash(provider), stop);
        return Back(form["back"]);
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, IAntiforgery forms, ITempDataDictionaryFactory temp, OwnConsents consents, Texts<ProviderTexts> texts, CancellationToken stop)
    {
        if (!await forms.IsRequestValidAsync(context)) return Results.BadRequest();
        var form = context.Request.Form;
        await consents.RevokeAsync(ConsentPurpose.Video, form["provider"].ToString(), stop);
        Say(context, temp, texts["Revoked.Toast"]);
        return Back(form["back"]);
    }

    /// <summary>Takes the frame out of every open page of the person as soon as the consent no longer holds.</summary>
    private static async Task<IResult> LiveAsync(
        string provider, HttpContext context, IServiceScopeFactory scopes, Partials partials, Announcer announcer, TimeProvider time, CurrentPerson me, ProviderVideos videos, CancellationToken stop)
    {
        if (await videos.FindAsync(provider, stop) is not { } found) return Results.NotFound();
        async Task<bool> Holds()
        {
            await using var scope = scopes.For(me.OrganisationId);
            var now = scope.ServiceProvider.GetRequiredService<ProviderVideos>();
            return await now.FindAsync(provider, CancellationToken.None) is { } still && await now.HoldsAsync(still, CancellationToken.None);
        }
        async Task<IReadOnlyList<LivePart>> Parts(IReadOnlySet<Guid> subjects, DateTimeOffset since) =>
            await Holds() ? [] : [new LivePart(await partials.RenderAsync(context, "/Foundation/Providers/_Revoked.cshtml", found))];
        async Task<bool> Allowed()
        {
            await using var scope = scopes.For(me.OrganisationId);
            return await scope.ServiceProvider.GetRequiredService<IOpenSession>().AgainAsync(context.User) is not null;
        }
        return TypedResults.ServerSentEvents(LiveStream.PartsAsync(announcer.Listen(Consent.Topic(me.Id)), time, Parts, Allowed, LiveStream.Since(context.Request), stop));
    }

    private static void Say(HttpContext context, ITempDataDictionaryFactory temp, string toast)
    {
        var data = temp.GetTempData(context);
        data["Toast"] = toast;
        data.Save();
    }

    private static IResult Back(string? page) =>
        Results.LocalRedirect(page is ['/', ..] && page is not ['/', '/' or '\\', ..] ? page : "/");
}
