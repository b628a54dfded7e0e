using Microsoft.AspNetCore.Http.HttpResults;
using Mitreden.Accounts.Contracts;
using Mitreden.Announcements.Telling;
using Mitreden.Foundation.Live;
using Mitreden.Foundation.Web;

namespace Mitreden.Announcements.Reading;

/// <summary>What the slot on the start page shows.</summary>
/// <param name="Newest">The newest announcement that was not opened, or null.</param>
public sealed record NewsSlot(NewsHead? Newest)
{
    /// <summary>Partial with the newest announcement.</summary>
    public const string Card = "/Announcements/Reading/_Newest.cshtml";
}

/// <summary>Brings news to open pages.</summary>
internal sealed class NewsLive(IHttpContextAccessor accessor, IServiceScopeFactory scopes, Announcer announcer, CurrentPerson me, Partials partials, TimeProvider time)
{
    private static readonly IReadOnlySet<Guid> Everything = new HashSet<Guid> { Guid.Empty };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/news/live", (NewsLive live) => live.List());
        endpoints.MapGet("/news/live/start", (NewsLive live) => live.Start());
    }

    private HttpContext Context => accessor.HttpContext!;

    private ServerSentEventsResult<string> List() => Stream(async (subjects, since, services) =>
    {
        var feed = services.GetRequiredService<Feed>();
        if (!await IsNewsAsync(feed, subjects, since)) return [];
        return [await PartAsync("/Announcements/Reading/_List.cshtml", await feed.AllAsync(Context.RequestAborted))];
    });

    private ServerSentEventsResult<string> Start() => Stream(async (subjects, since, services) =>
    {
        var (feed, parts) = (services.GetRequiredService<Feed>(), new List<LivePart>());
        if (subjects.Contains(NewsTopic.Guideline)) parts.Add(await PartAsync("/Announcements/Reading/_GuidelineSlot.cshtml", true));
        if (await IsNewsAsync(feed, subjects, since)) parts.Add(await PartAsync(NewsSlot.Card, new NewsSlot(await feed.NewestAsync(Context.RequestAborted))));
        return parts;
    });

    /// <summary>A page that has just been loaded shows how things stand; only one that was away longer is told again.</summary>
    private Task<bool> IsNewsAsync(Feed feed, IReadOnlySet<Guid> subjects, DateTimeOffset since) =>
        subjects.IsSubsetOf(Everything) ? feed.HasChangedAsync(since, Context.RequestAborted) : Task.FromResult(subjects.Any(s => s != NewsTopic.Guideline));

    private async Task<LivePart> PartAsync<T>(string partial, T model) => new(await partials.RenderAsync(Context, partial, model));

    private ServerSentEventsResult<string> Stream(Func<IReadOnlySet<Guid>, DateTimeOffset, IServiceProvider, Task<IReadOnlyList<LivePart>>> render)
    {
        async Task<IReadOnlyList<LivePart>> Parts(IReadOnlySet<Guid> subjects, DateTimeOffset since)
        {
            await using var scope = scopes.For(me.OrganisationId);
            return await render(subjects, since, scope.ServiceProvider);
        }
        async Task<bool> Allowed()
        {
            await using var scope = scopes.For(me.OrganisationId);
            return await scope.ServiceProvider.GetRequiredService<OpenSession>().AgainAsync(Context.User) is not null;
        }
        return TypedResults.ServerSentEvents(LiveStream.PartsAsync(
            announcer.Listen(NewsTopic.Of(me.OrganisationId)), time, Parts, Allowed, LiveStream.Since(Context.Request), Context.RequestAborted));
    }
}
