using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts.Contracts;
using Mitreden.Desk.Here;
using Mitreden.Desk.Inbox;
using Mitreden.Desk.Posting;
using Mitreden.Desk.Previews;
using Mitreden.Desk.Together;
using Mitreden.Foundation.Data;
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

    private ServerSentEventsResult<string> Inbox()
    {
        var told = new Told(this, LiveStream.Since(Context.Request) is not null);
        return Stream(announcer.Listen(DeskTopics.Inbox(me.OrganisationId), DeskTopics.Posting(me.OrganisationId)), Role.Desk, async (subjects, since, services) =>
        {
            var desk = services.GetRequiredService<DeskQueries>();
            var rows = subjects.Contains(Guid.Empty) ? await desk.ChangedAsync(since) : await desk.RowsAsync([.. subjects]);
            var parts = new List<LivePart>();
            if (rows.Count > 0) parts.Add(new((await desk.CountOpenAsync()).ToString(CultureInfo.InvariantCulture), "count"));
            // What is closed leaves the inbox: a page that does not know it must not learn of it as something new.
            foreach (var row in rows) parts.Add(row.IsOpen ? await PartAsync("/Desk/Inbox/_Row.cshtml", row) : new LivePart($"d-{row.Id}", "gone"));
            await told.AddAsync(parts, NobodyBanner.Partial, await desk.ForsakenAsync());
            var hold = await services.GetRequiredService<PostingQueries>().ViewAsync();
            await told.AddAsync(parts, PostingBanner.Partial, hold, hold.ChangedAt >= since);
            return parts;
        });
    }

    private async Task<IResult> DiscussionAsync(Guid id)
    {
        if (await ExistsAsync(id, null) is false) return Results.NotFound();
        var person = me.Id;
        await SignAsync(id, person, Sign.Here);
        Context.Response.OnCompleted(() => SignAsync(id, person, Sign.Gone));
        var told = new Told(this, LiveStream.Since(Context.Request) is not null);
        return Stream(announcer.Listen(DeskTopics.One(id), DeskTopics.Visitors(id), DeskTopics.Posting(me.OrganisationId)), Role.Desk, async (_, since, services) =>
        {
            if (await services.GetRequiredService<DeskQueries>().ViewAsync(id, null) is not { } view) return [];
            var parts = new List<LivePart>
            {
                await PartAsync("/Desk/Handling/_Status.cshtml", view),
                await PartAsync("/Desk/Handling/_Timeline.cshtml", view),
                await PartAsync("/Desk/Handling/_Parts.cshtml", view),
                await PartAsync("/Desk/Together/_Family.cshtml", await services.GetRequiredService<Relatives>().OfAsync(view.Row)),
                await PartAsync("/Desk/Here/_Here.cshtml", await services.GetRequiredService<Presences>().OthersAsync(id, person)),
            };
            var preview = await services.GetRequiredService<PreviewQueries>().OfAsync(view.Row);
            // Whoever has opened the text reads it: it is not drawn again unless it is new.
            await told.AddAsync(parts, "/Desk/Previews/_Preview.cshtml", preview, preview.View?.ReadAt >= since);
            var hold = await services.GetRequiredService<PostingQueries>().ViewAsync();
            await told.AddAsync(parts, PostingBanner.Partial, hold, hold.ChangedAt >= since);
            return parts;
        }, beat: () => SignAsync(id, person, Sign.Here));
    }

    private async Task SignAsync(Guid discussion, Guid person, Sign sign)
    {
        await using var scope = scopes.For(me.OrganisationId);
        await scope.ServiceProvider.GetRequiredService<AppDb>().TellNowAsync([WhoIsHere.Note(discussion, person, sign)]);
    }

    private async Task<IResult> ReportAsync(Guid id)
    {
        if (await ExistsAsync(id, me.Id) is false) return Results.NotFound();
        var ear = announcer.Listen(DeskTopics.One(id));
        return Stream(ear, Role.None, async (_, _, services) =>
        {
            if (await services.GetRequiredService<DeskQueries>().ViewAsync(id, me.Id) is not { } view) return [];
            // What it belongs to decides from now on how it stands.
            if (view.Row.MergedInto is { } lead) ear.Add(DeskTopics.One(lead));
            return [await PartAsync("/Desk/Reports/_Progress.cshtml", view), await PartAsync("/Desk/Reports/_Talk.cshtml", view)];
        });
    }

    private async Task<LivePart> PartAsync(string partial, object model) => new(await partials.RenderAsync(Context, partial, model));

    private async Task<bool> ExistsAsync(Guid id, Guid? reporter)
    {
        await using var scope = scopes.For(me.OrganisationId);
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Discussions.AnyAsync(d => d.Id == id && (reporter == null || d.ReporterId == reporter));
    }

    private ServerSentEventsResult<string> Stream(
        Ear ear, Role role, Func<IReadOnlySet<Guid>, DateTimeOffset, IServiceProvider, Task<IReadOnlyList<LivePart>>> render, Func<Task>? beat = null)
    {
        async Task<IReadOnlyList<LivePart>> Parts(IReadOnlySet<Guid> subjects, DateTimeOffset since)
        {
            await using var scope = scopes.For(me.OrganisationId);
            return await render(subjects, since, scope.ServiceProvider);
        }
        var beaten = time.GetUtcNow();
        async Task<bool> Allowed()
        {
            await using var scope = scopes.For(me.OrganisationId);
            var still = await scope.ServiceProvider.GetRequiredService<OpenSession>().AgainAsync(Context.User);
            if (still is null || (role != Role.None && !still.Has(role))) return false;
            // Not with everything that is told: what a beat says is told as well, to this page too.
            if (beat is null || time.GetUtcNow() - beaten < LiveStream.Beat) return true;
            beaten = time.GetUtcNow();
            await beat();
            return true;
        }
        return TypedResults.ServerSentEvents(LiveStream.PartsAsync(
            ear, time, Parts, Allowed, LiveStream.Since(Context.Request), Context.RequestAborted));
    }

    /// <summary>What this stream has told last: what stands there already is not drawn again.</summary>
    /// <param name="live">The stream.</param>
    /// <param name="away">True when the page was away; one that was just loaded shows how it stands.</param>
    private sealed class Told(DeskLive live, bool away)
    {
        private readonly Dictionary<string, object> _last = [];

        public async Task AddAsync(List<LivePart> parts, string partial, object model, bool? first = null)
        {
            var isNew = _last.TryGetValue(partial, out var before) ? !before.Equals(model) : first ?? away;
            _last[partial] = model;
            if (isNew) parts.Add(await live.PartAsync(partial, model));
        }
    }
}
