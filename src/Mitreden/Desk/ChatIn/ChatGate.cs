using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Reporting;
using Mitreden.Desk.WaysIn;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.ChatIn;

/// <summary>
/// <c>POST /desk/in/slack</c> and <c>/desk/in/teams</c>: a message from the chat. Neither program says who somebody is in a way that could be
/// trusted, so it never becomes a report by itself: it is kept, and its sender gets the address where they sign in and make the one tap.
/// </summary>
internal sealed class ChatGate(
    AppDb db, CurrentOrganisation current, Intake intake, Companies companies, People people, Seal seal, Speech speech, MitredenSettings settings, Texts<ChatTexts> texts)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/desk/in/slack", (HttpRequest request, Guid? door, ChatGate gate, CancellationToken stop) => gate.SlackAsync(request, door, stop))
            .AllowAnonymous().RequireRateLimiting(Access.DraftLimit).WithMetadata(new ForPrograms(), new SignedBody());
        endpoints.MapPost("/desk/in/teams", (HttpRequest request, Guid? door, ChatGate gate, CancellationToken stop) => gate.TeamsAsync(request, door, stop))
            .AllowAnonymous().RequireRateLimiting(Access.DraftLimit).WithMetadata(new ForPrograms(), new SignedBody());
    }

    /// <summary>The address that the chat program calls.</summary>
    public static string Address(MitredenSettings settings, ChatDoor door) => settings.Address($"/desk/in/{door.Kind.ToString().ToLowerInvariant()}?door={door.Id}");

    private async Task<IResult> SlackAsync(HttpRequest request, Guid? id, CancellationToken stop)
    {
        if (await SentForm.BytesAsync(request, stop) is not { } body) return Problem(StatusCodes.Status413PayloadTooLarge, "Large");
        var (time, signature) = (request.Headers["X-Slack-Request-Timestamp"].ToString(), request.Headers["X-Slack-Signature"].ToString());
        if (await SecretAsync(id, ChatKind.Slack, stop) is not { } secret || !ChatSignature.IsSlack(secret, time, signature, body, db.Time.GetUtcNow()))
            return Problem(StatusCodes.Status401Unauthorized, "Signature");
        if (ChatMessage.OfSlack(body) is not { } message) return Problem(StatusCodes.Status400BadRequest, "Message");
        speech.Use(await LanguageAsync(message, stop), await IsFormalAsync(stop));
        var once = $"desk.in.slack:{Secret.Hash(signature)}";
        try
        {
            await KeepAsync(ChatKind.Slack, message, link => db.Enqueue(new AnswerSlack(message.Back, texts["Slack.Answer", link]), once), stop);
            return Results.Ok();
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // The same signed request a second time: somebody replays it.
            db.ChangeTracker.Clear();
            if (!await db.Set<Job>().AnyAsync(j => j.Key == once, stop)) throw;
            return Problem(StatusCodes.Status409Conflict, "Replay");
        }
    }

    private async Task<IResult> TeamsAsync(HttpRequest request, Guid? id, CancellationToken stop)
    {
        if (await SentForm.BytesAsync(request, stop) is not { } body) return Problem(StatusCodes.Status413PayloadTooLarge, "Large");
        if (await SecretAsync(id, ChatKind.Teams, stop) is not { } secret || !ChatSignature.IsTeams(secret, request.Headers.Authorization.ToString(), body))
            return Problem(StatusCodes.Status401Unauthorized, "Signature");
        if (ChatMessage.OfTeams(body) is not { } message) return Problem(StatusCodes.Status400BadRequest, "Message");
        if (!ChatSignature.IsFresh(message.At, db.Time.GetUtcNow())) return Problem(StatusCodes.Status401Unauthorized, "Signature");
        // Teams asks again when an answer was slow; the same message then leads to the same report.
        var link = "";
        speech.Use(await LanguageAsync(message, stop), await IsFormalAsync(stop));
        await KeepAsync(ChatKind.Teams, message, made => link = made, stop);
        return Results.Json(new { type = "message", text = texts["Teams.Answer", link] });
    }

    /// <summary>The secret of that door, for whose organisation this scope works from now on.</summary>
    private async Task<string?> SecretAsync(Guid? id, ChatKind kind, CancellationToken stop)
    {
        if (id is null) return null;
        ChatDoor? door;
        using (current.Everywhere())
            door = await db.Set<ChatDoor>().IgnoreQueryFilters([AppDb.OrganisationFilter]).AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.Kind == kind, stop);
        current.Id = door?.OrganisationId;
        return door?.Secret(seal);
    }

    /// <summary>
    /// Answers in the language of whoever is called like that here, else in the one of their chat program. The name may be anybody's: a wrong one
    /// costs a foreign language and nothing else.
    /// </summary>
    private async Task<string> LanguageAsync(ChatMessage message, CancellationToken stop) =>
        await people.LanguageOfAsync(message.From, stop) ?? (message.Locale.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "de");

    private async Task<bool> IsFormalAsync(CancellationToken stop) => (await companies.FindAsync(current.Id!.Value, stop))!.Formal;

    private async Task KeepAsync(ChatKind kind, ChatMessage message, Action<string> beside, CancellationToken stop)
    {
        var form = new ShareForm
        {
            Key = ReportKey.From($"chat-{kind}", current.Id!.Value, message.Id), Title = texts[$"From.{kind}"], Text = message.Text, Url = message.Link,
        };
        await intake.KeepAsync(form, await intake.ReadAsync(form, stop), signedIn: false, stop, beside: secret => beside(settings.Address($"/desk/share?kept={secret}")));
    }

    private IResult Problem(int status, string why) =>
        Results.Json(new { title = texts["Problem.Title"], detail = texts[$"Problem.{why}"], status }, contentType: "application/problem+json", statusCode: status);
}
