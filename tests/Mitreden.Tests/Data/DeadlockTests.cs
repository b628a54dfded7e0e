using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;

namespace Mitreden.Tests.Data;

/// <summary>Two saves that wait for each other are a lost race for one of them, and look like one.</summary>
public sealed class DeadlockTests
{
    [Fact]
    public async Task On_PostgreSQL_the_one_that_gives_way_gets_what_every_lost_race_gets()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = Database.Postgres });
        var cem = await app.PersonAsync("cem");
        var ids = await app.WithDbAsync(cem.OrganisationId, async db =>
        {
            var two = Enumerable.Range(0, 2).Select(n => Discussion.Report(cem.OrganisationId, cem.Id, new Shared(Guid.CreateVersion7(), "", $"{n}", null, 0), Involvement.Watching, app.Time.GetUtcNow())).ToList();
            db.AddRange(two);
            await db.SaveChangesAsync();
            return two.ConvertAll(d => d.Id);
        });
        TaskCompletionSource[] ready = [new(), new()];
        var ends = await Task.WhenAll(CrossAsync(0), CrossAsync(1));
        Assert.IsType<DbUpdateException>(Assert.Single(ends, end => end is not null), exactMatch: false);

        Task<Exception?> CrossAsync(int mine) => app.WithDbAsync(cem.OrganisationId, async db =>
        {
            await using var both = await db.Database.BeginTransactionAsync();
            await AnswerAsync(db, ids[mine]);
            ready[mine].SetResult();
            await ready[1 - mine].Task;
            try
            {
                await AnswerAsync(db, ids[1 - mine]);
                await both.CommitAsync();
                return null;
            }
            catch (Exception end)
            {
                return end;
            }
        });
    }

    private static async Task AnswerAsync(DbContext db, Guid id)
    {
        (await db.Set<Discussion>().SingleAsync(d => d.Id == id)).Answer("Wort", TestApp.Beginning);
        await db.SaveChangesAsync();
    }
}
