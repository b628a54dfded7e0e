using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Web;

namespace Mitreden.Announcements.Rounds;

/// <summary>Where answers lie. With each form some others of the round, chosen by dice, are written anew under new keys; several times a day all are.</summary>
public sealed class Tray(AppDb db, Shaker shaker)
{
    /// <summary>Answers of others that are written anew with each form.</summary>
    public const int Companions = 50;

    /// <summary>Puts the answers of one form in.</summary>
    public Task PutAsync(Guid round, IReadOnlyList<RoundAnswer> more) => shaker.PutAsync(Of(round), more, Companions);

    /// <summary>Shakes a round once more.</summary>
    public Task ShakeAsync(Guid round) => shaker.ShakeAsync(Of(round));

    private IQueryable<RoundAnswer> Of(Guid round) => db.RoundAnswers.Where(a => a.RoundId == round);
}

/// <summary>Shakes the answers of rounds that are open or have just ended.</summary>
public sealed record ShakeAnswers : IJob
{
    /// <inheritdoc />
    public static string Kind => "announcements.shake-answers";
}

internal sealed class ShakeAnswersHandler(IServiceScopeFactory scopes, AppDb db) : IJobHandler<ShakeAnswers>
{
    public async Task RunAsync(ShakeAnswers job, CancellationToken stop)
    {
        var since = DateOnly.FromDateTime(db.Time.GetUtcNow().UtcDateTime).AddDays(-3);
        var rounds = await db.FeedbackRounds.IgnoreQueryFilters([AppDb.OrganisationFilter]).Where(r => r.ClosesOn >= since).Select(r => new { r.Id, r.OrganisationId }).ToListAsync(stop);
        foreach (var round in rounds)
        {
            await using var scope = scopes.For(round.OrganisationId);
            await scope.ServiceProvider.GetRequiredService<Tray>().ShakeAsync(round.Id);
        }
    }
}
