using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;

namespace Mitreden.Tests.Data;

/// <summary>Many writers, one file: everything arrives, in order, together, and nobody fails for somebody else.</summary>
public sealed class CommitQueueTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task Two_hundred_saves_at_once_all_arrive(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Task.Run(() => SaveAsync(app, company, $"Gleichzeitig {n}"))));
        Assert.Equal(200, await app.WithDbAsync(company, db => db.Set<Person>().CountAsync(p => p.Name.StartsWith("Gleichzeitig "))));
    }

    [Theory, OnBoth]
    public async Task A_save_that_fails_takes_no_other_with_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var saves = Enumerable.Range(0, 60).Select(n => Task.Run(async () => await Record.ExceptionAsync(() =>
            SaveAsync(app, company, $"Nachbar {n}", n % 3 == 0 ? "cem@muster.example" : null)))).ToList();
        var failures = await Task.WhenAll(saves);
        Assert.Equal(20, failures.Count(f => f is DbUpdateException));
        Assert.Equal(40, failures.Count(f => f is null));
        Assert.Equal(40, await app.WithDbAsync(company, db => db.Set<Person>().CountAsync(p => p.Name.StartsWith("Nachbar "))));
    }

    [Fact]
    public async Task Waiting_writes_share_one_commit_and_keep_their_order()
    {
        var app = await apps.OnAsync(Database.Sqlite);
        var company = await app.DemoOrganisationAsync();
        var (first, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        var order = new List<int>();
        var transactions = new HashSet<object>();
        var holding = Task.Run(() => WriteAsync(app, company, async () =>
        {
            first.SetResult();
            await open.Task;
        }));
        await first.Task;
        var waiting = new List<Task>();
        for (var n = 0; n < 100; n++)
        {
            var number = n;
            waiting.Add(app.WithDbAsync(company, db => db.WriteAsync(() =>
            {
                order.Add(number);
                transactions.Add(Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(db.Database.CurrentTransaction!));
                return Task.FromResult(0);
            })));
        }
        Assert.DoesNotContain(waiting, w => w.IsCompleted);
        open.SetResult();
        await Task.WhenAll([holding, .. waiting]);
        Assert.Equal(Enumerable.Range(0, 100), order);
        Assert.Single(transactions);
    }

    /// <summary>A reference is checked at the end only: every write of the group succeeds, and the commit itself does not.</summary>
    [Fact]
    public async Task A_commit_that_fails_is_told_and_the_next_one_succeeds()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = Database.Sqlite });
        Task<int> RunAsync(string sql) => app.WithDbAsync(null, db => db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(sql)));
        await RunAsync("CREATE TABLE Parents (Id INTEGER PRIMARY KEY); CREATE TABLE Children (Parent INTEGER REFERENCES Parents (Id) DEFERRABLE INITIALLY DEFERRED)");
        for (var n = 1; n <= 3; n++)
        {
            var refused = await Assert.ThrowsAsync<SqliteException>(() => RunAsync("INSERT INTO Children VALUES (7)"));
            Assert.Contains("FOREIGN KEY", refused.Message, StringComparison.Ordinal);
            await RunAsync($"INSERT INTO Parents VALUES ({n})");
        }
        Assert.Equal(3, await app.WithDbAsync(null, db => db.Database.SqlQuery<int>($"SELECT count(*) AS \"Value\" FROM Parents").SingleAsync()));
        Assert.Equal(0, await app.WithDbAsync(null, db => db.Database.SqlQuery<int>($"SELECT count(*) AS \"Value\" FROM Children").SingleAsync()));
    }

    /// <summary>A full disk takes back the whole transaction: whoever had run hears why, and whoever had not runs after it.</summary>
    [Fact]
    public async Task What_takes_back_the_whole_transaction_takes_nothing_with_it_that_had_not_run()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = Database.Sqlite });
        Task<int> RunAsync(Func<AppDb, Task<int>> work) => app.WithDbAsync(null, db => db.WriteAsync(() => work(db)));
        await RunAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TABLE Rows (Id INTEGER PRIMARY KEY)"));
        var (first, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = Task.Run(() => RunAsync(async _ =>
        {
            first.SetResult();
            await open.Task;
            return 0;
        }));
        await first.Task;
        var before = RunAsync(db => db.Database.ExecuteSqlRawAsync("INSERT INTO Rows VALUES (1)"));
        var full = RunAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("ROLLBACK");
            throw new InvalidDataException("The disk is full");
        });
        var after = RunAsync(db => db.Database.ExecuteSqlRawAsync("INSERT INTO Rows VALUES (2)"));
        open.SetResult();
        await holding;
        await Assert.ThrowsAsync<InvalidDataException>(() => before);
        await Assert.ThrowsAsync<InvalidDataException>(() => full);
        await after;
        Assert.Equal([2], await app.WithDbAsync(null, db => db.Database.SqlQuery<int>($"SELECT Id AS \"Value\" FROM Rows").ToListAsync()));
    }

    [Theory, OnBoth]
    public async Task A_context_that_has_failed_can_save_again(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        await app.WithDbAsync(company, async db =>
        {
            var twin = Person.Add(company, "Zwilling", "anna@muster.example", "", "de", Role.None, app.Time.GetUtcNow());
            db.Add(twin);
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            twin.Correct("Zwilling", "zwilling@muster.example", "", "de");
            await db.SaveChangesAsync();
            Assert.Equal("Zwilling", await db.Set<Person>().Where(p => p.Email == "zwilling@muster.example").Select(p => p.Name).SingleAsync());
        });
    }

    private static Task<int> WriteAsync(TestApp app, Guid company, Func<Task> work) => app.WithDbAsync(company, db => db.WriteAsync(async () =>
    {
        await work();
        return 0;
    }));

    private static Task SaveAsync(TestApp app, Guid company, string name, string? email = null) => app.WithDbAsync(company, async db =>
    {
        db.Add(Person.Add(company, name, email, "", "de", Role.None, app.Time.GetUtcNow()));
        await db.SaveChangesAsync();
    });
}
