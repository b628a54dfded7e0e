using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Reporting;

/// <summary>Pictures, and the fresh form token that the offline queue asks for before it sends.</summary>
internal static class DeskEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/desk/share/token", (HttpContext context, IAntiforgery antiforgery, CurrentPerson me) =>
            Results.Json(new { token = antiforgery.GetAndStoreTokens(context).RequestToken, person = me.Id }));
        endpoints.MapGet("/desk/share/kept/{secret}/{number:int}", KeptAsync);
        endpoints.MapGet("/desk/discussions/{id:guid}/pictures/{number:int}", PictureAsync);
    }

    private static async Task<IResult> KeptAsync(string secret, int number, Intake intake, CancellationToken stop) =>
        await intake.DraftPictureAsync(secret, number, stop) is { } bytes ? Results.Bytes(bytes, "image/webp") : Results.NotFound();

    /// <summary>For the desk and for the reporter; everybody else finds nothing there.</summary>
    private static async Task<IResult> PictureAsync(Guid id, int number, AppDb db, CurrentPerson me, CancellationToken stop)
    {
        var atDesk = me.Has(Role.Desk);
        var visible = db.Discussions.Where(d => d.Id == id && (atDesk || d.ReporterId == me.Id));
        var bytes = await db.Screenshots.Where(s => s.Number == number && visible.Any(d => d.Id == s.DiscussionId))
            .Select(s => s.Bytes).SingleOrDefaultAsync(stop);
        return bytes is null ? Results.NotFound() : Results.Bytes(bytes, "image/webp");
    }
}
