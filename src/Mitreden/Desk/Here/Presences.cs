using Microsoft.AspNetCore.Antiforgery;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Here;

/// <summary>Colleagues at the same discussion, as a page shows them.</summary>
/// <param name="Here">Names of those who have it open.</param>
/// <param name="Writing">Names of those among them who are writing.</param>
public sealed record Others(IReadOnlyList<string> Here, IReadOnlyList<string> Writing);

/// <summary>Tells who of the desk is at a discussion.</summary>
public sealed class Presences(AppDb db, WhoIsHere here, People people)
{
    /// <summary>Maps where a page says that somebody writes.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/desk/discussions/{id:guid}/typing", TypingAsync).RequireAuthorization(Policies.Desk);

    /// <summary>Those at a discussion but one.</summary>
    /// <param name="discussion">The discussion.</param>
    /// <param name="self">Whoever looks.</param>
    /// <param name="stop">Ends the query.</param>
    public async Task<Others> OthersAsync(Guid discussion, Guid self, CancellationToken stop = default)
    {
        var visitors = here.At(discussion).Where(v => v.Person != self).ToList();
        if (visitors.Count == 0) return new Others([], []);
        var names = await people.NamesAsync(visitors.Select(v => v.Person), stop);
        string[] Of(IEnumerable<Visitor> some) => [.. some.Where(v => names.ContainsKey(v.Person)).Select(v => names[v.Person]).Order(StringComparer.CurrentCulture)];
        return new Others(Of(visitors), Of(visitors.Where(v => v.Types)));
    }

    /// <summary>Tells all replicas.</summary>
    /// <param name="discussion">A discussion that the person may see.</param>
    /// <param name="person">The person.</param>
    /// <param name="sign">What they do.</param>
    public Task TellAsync(Guid discussion, Guid person, Sign sign) => db.TellNowAsync([WhoIsHere.Note(discussion, person, sign)]);

    private static async Task<IResult> TypingAsync(Guid id, HttpContext context, IAntiforgery forms, DeskQueries desk, Presences presences, CurrentPerson me)
    {
        if (!await forms.IsRequestValidAsync(context)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (await desk.RowAsync(id, context.RequestAborted) is null) return Results.NotFound();
        var typing = (await context.Request.ReadFormAsync())["typing"] == "true";
        await presences.TellAsync(id, me.Id, typing ? Sign.Types : Sign.Rests);
        return Results.NoContent();
    }
}
