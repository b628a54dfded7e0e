using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mitreden.Accounts.Contracts;
using Mitreden.Foundation.Live;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk;

/// <summary>Keeps open pages true without reloading: the inbox, a discussion at the desk, and the reporter's own page.</summary>
internal sealed class DeskLive(
    IServiceScopeFactory scopes, Partials partials, Announcer announcer, TimeProvider time, CurrentPerson me, IHttpContextAccessor accessor)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/desk/live", (DeskLive live) => live.Inbox()).RequireAuthorization(Policies.Desk);
        endpoints.MapGet("/desk/discussions/{id:guid}/live", (Guid id, DeskLive live) => live.DiscussionAsync(id)).RequireAuthorization(Policies.Desk);
        endpoints.MapGet("/desk/reports/{id:guid}/live", (Guid id, DeskLive live) => live.ReportAsync(id));
    }

    private HttpContext Context => accessor.HttpContext!;

    private ServerSentEventsResult<string> Inbox() => Stream(DeskTopics.Inbox(me.OrganisationId), Role.Desk, async (subject, since, desk) =>
    {
        var rows = subject == Guid.Empty ? await desk.ChangedAsync(since) : await desk.RowAsync(subject) is { } one ? [one] : [];
        if (rows.Count == 0) return [];
        var parts = new List<LivePart> { new((await desk.CountsAsync()).Open.ToString(CultureInfo.InvariantCulture), "count") };
        // What is closed leaves the inbox: a page that does not know it must not learn of it as something new.
        foreach (var row in rows) parts.Add(row.IsOpen ? await PartAsync("/Desk/Inbox/_Row.cshtml", row) : new LivePart($"d-{row.Id}", "gone"));
        return parts;
    });

    private async Task<IResult> DiscussionAsync(Guid id)
    {
        if (await ExistsAsync(id, null) is false) return Results.NotFound();
        return Stream(DeskTopics.One(id), Role.Desk, async (_, _, desk) => await desk.ViewAsync(id, null) is not { } view ? [] :
        [
            await PartAsync("/Desk/Handling/_Status.cshtml", view),
            await PartAsync("/Desk/Handling/_Timeline.cshtml", view),
        ]);
    }

    private async Task<IResult> ReportAsync(Guid id)
    {
        if (await ExistsAsync(id, me.Id) is false) return Results.NotFound();
        return Stream(DeskTopics.One(id), Role.None, async (_, _, desk) => await desk.ViewAsync(id, me.Id) is not { } view ? [] :
        [
            await PartAsync("/Desk/Reports/_Progress.cshtml", view),
            await PartAsync("/Desk/Reports/_Talk.cshtml", view),
        ]);
    }

    private async Task<LivePart> PartAsync(string partial, object model) => new(await partials.RenderAsync(Context, partial, model));

    private async Task<bool> ExistsAsync(Guid id, Guid? reporter)
    {
        await using var scope = scopes.For(me.OrganisationId);
        return await scope.ServiceProvider.GetRequiredService<DeskQueries>().ViewAsync(id, reporter) is not null;
    }

    private ServerSentEventsResult<string> Stream(string topic, Role role, Func<Guid, DateTimeOffset, DeskQueries, Task<IReadOnlyList<LivePart>>> render)
    {
        async Task<IReadOnlyList<LivePart>> Parts(Guid subject, DateTimeOffset since)
        {
            await using var scope = scopes.For(me.OrganisationId);
            return await render(subject, since, scope.ServiceProvider.GetRequiredService<DeskQueries>());
        }
        async Task<bool> Allowed()
        {
            await using var scope = scopes.For(me.OrganisationId);
            var still = await scope.ServiceProvider.GetRequiredService<OpenSession>().AgainAsync(Context.User);
            return still is not null && (role == Role.None || still.Has(role));
        }
        return TypedResults.ServerSentEvents(LiveStream.PartsAsync(
            announcer.Listen(topic), time, Parts, Allowed, LiveStream.Since(Context.Request), Context.RequestAborted));
    }
}
