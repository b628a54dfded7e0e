using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Announcements.Rounds;

/// <summary>
/// Where answers lie. A row has a place, and on PostgreSQL the number of the transaction that wrote it: with each form all answers of the round
/// are written anew in an order of dice, as the question box does.
/// </summary>
public sealed class Tray(AppDb db)
{
    /// <summary>Puts the answers of one form in.</summary>
    public Task PutAsync(Guid round, IReadOnlyList<RoundAnswer> more) => ShakeAsync(round, more);

    /// <summary>Shakes a round once more, and on PostgreSQL clears away what the old places still held.</summary>
    public async Task ShakeAsync(Guid round)
    {
        await ShakeAsync(round, []);
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"VACUUM \"FeedbackAnswers\"");
    }

    private Task<int> ShakeAsync(Guid round, IReadOnlyList<RoundAnswer> more) => db.WriteAsync(async () =>
    {
        // One save is one transaction, but this is a deletion and a save, and on SQLite the queue of writes has begun one.
#pragma warning disable RS0030
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync() : null;
#pragma warning restore RS0030
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"LOCK TABLE \"FeedbackAnswers\" IN EXCLUSIVE MODE");
        var there = db.RoundAnswers.Where(a => a.RoundId == round);
        RoundAnswer[] shaken = [.. await there.AsNoTracking().ToListAsync(), .. more];
        await there.ExecuteDeleteAsync();
        RandomNumberGenerator.Shuffle(shaken.AsSpan());
        db.AddRange(shaken);
        await db.SaveChangesAsync();
        if (own is not null) await own.CommitAsync();
        return shaken.Length;
    });
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
