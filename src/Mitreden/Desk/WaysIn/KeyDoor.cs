using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Drills;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.WaysIn;

/// <summary>
/// <c>POST /desk/in</c>: a program reports in the name of the person whose key it sends along. Without the one further tap it reports
/// nothing; it keeps what came and says where the tap can be made.
/// </summary>
internal sealed class KeyDoor(
    AppDb db, WayOwners owners, Intake intake, Speech speech, MitredenSettings settings, Texts<DeskTexts> desk, Texts<WayTexts> texts, DrillMark mark)
{
    /// <summary>The address, below the one of the installation.</summary>
    public const string Path = "/desk/in";

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapPost(Path, (HttpContext context, KeyDoor door, CancellationToken stop) => door.TakeAsync(context, stop))
        .AllowAnonymous().RequireRateLimiting(Access.DraftLimit).WithMetadata(new ForPrograms(), new TakesPicturesAttribute());

    private async Task<IResult> TakeAsync(HttpContext context, CancellationToken stop)
    {
        if (await owners.FindAsync(Key(context.Request), WayKind.Key, stop) is not { } owner) return Unknown(context.Response);
        speech.Use(owner.Person.Language, owner.Formal);
        var person = owner.Person.Id;
        var (form, fault) = await SentForm.ReadAsync(context.Request, person, stop);
        if (fault != 0) return Problem(fault, texts[$"In.{fault}"]);
        if (form.Key is { } key && await intake.EarlierAsync(person, key, stop) is { } earlier)
            return Made(earlier, StatusCodes.Status200OK, await StandingAsync(earlier, stop));
        var reading = await intake.ReadAsync(form, stop);
        foreach (var wrong in reading.Faults.Values.Where(f => f != ShareFault.NoTap))
            return Problem(StatusCodes.Status422UnprocessableEntity, desk[$"Share.Fault.{wrong}", Discussion.LongestText, Intake.MostPictures]);
        if (form.Tap is not { } tap) return await KeepAsync(form, reading, stop);
        var id = await intake.ReportAsync(owner.Person.OrganisationId, person, reading, tap, null);
        return Made(id, StatusCodes.Status201Created, mark.Title(reading.Shared.Drill is not null, texts["In.Reported"]));
    }

    private static string Key(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var sent) && "Bearer".Equals(sent.Scheme, StringComparison.OrdinalIgnoreCase)
            ? sent.Parameter ?? "" : "";

    private async Task<IResult> KeepAsync(ShareForm form, Reading reading, CancellationToken stop)
    {
        // A key alone must not fill the disk: its pictures wait under the same limit as those of senders without a session.
        var secret = await intake.KeepAsync(form, reading, signedIn: false, stop);
        return Results.Json(new { id = (Guid?)null, url = settings.Address($"/desk/share?kept={secret}"), status = texts["In.Kept"] }, statusCode: StatusCodes.Status202Accepted);
    }

    private IResult Made(Guid id, int code, string status) => Results.Json(new { id, url = settings.Address($"/desk/reports/{id}"), status }, statusCode: code);

    private async Task<string> StandingAsync(Guid id, CancellationToken stop)
    {
        var found = await db.Discussions.Where(d => d.Id == id).Select(d => new { d.SeenAt, d.ClosedAt, d.MergedInto, IsDrill = d.DrillId != null }).SingleAsync(stop);
        if (found.MergedInto is { } lead && lead != id && await db.Discussions.AnyAsync(d => d.Id == lead, stop)) return await StandingAsync(lead, stop);
        return mark.Title(found.IsDrill, texts[found.ClosedAt is not null ? "In.Closed" : found.SeenAt is not null ? "In.Seen" : "In.Waiting"]);
    }

    private IResult Unknown(HttpResponse response)
    {
        response.Headers.WWWAuthenticate = "Bearer";
        return Problem(StatusCodes.Status401Unauthorized, texts["In.401"]);
    }

    private IResult Problem(int status, string detail) =>
        Results.Json(new { title = desk["Share.NotSent"], detail, status }, contentType: "application/problem+json", statusCode: status);
}
