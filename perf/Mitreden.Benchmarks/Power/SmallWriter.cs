using System.Text;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Benchmarks.Power;

/// <summary>
/// A small program around the product's own <see cref="CommitQueue"/>, run as a process of its own under the tracer. With
/// FULL it must pass the replay as the product does; with NORMAL it must not, or the replay could not find the fault it is for.
/// </summary>
internal static class SmallWriter
{
    /// <summary>First argument that makes the benchmark program this writer.</summary>
    public const string Name = "small-writer";
    /// <summary>The rows that were answered, for the replay.</summary>
    public const string Query = """SELECT lower("Id") FROM "Rows" """;

    private const int Writers = 8;
    private const int RowsEach = 40;

    /// <summary>Creates the empty database, before the recording begins.</summary>
    public static async Task PrepareAsync(string folder)
    {
        await using var db = new RowDb(DatabaseSetup.SqliteAddress(folder));
        await db.Database.EnsureCreatedAsync();
        await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode=WAL");
        await db.Database.CloseConnectionAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    /// <summary>Writes rows from several tasks and answers each on standard output once the queue says that it is stored.</summary>
    /// <param name="folder">Folder of the database.</param>
    /// <param name="synchronous">FULL or NORMAL.</param>
    public static async Task<int> RunAsync(string folder, string synchronous)
    {
        var address = DatabaseSetup.SqliteAddress(folder);
        var pragmas = SqlitePragmas.Text.Replace("synchronous=FULL", "synchronous=" + synchronous, StringComparison.Ordinal);
        await using var queue = new CommitQueue(address, pragmas);
        await using var output = Console.OpenStandardOutput();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(queue, address, output))));
        return 0;
    }

    private static async Task WriteAsync(CommitQueue queue, string address, Stream output)
    {
        for (var n = 0; n < RowsEach; n++)
        {
            await using var db = new RowDb(address);
            var row = new Row { Id = Guid.CreateVersion7(), Text = new string('x', 600) };
            db.Add(row);
            await queue.RunAsync(db, () => db.SaveChangesAsync());
            var answer = Encoding.UTF8.GetBytes($"\"id\":\"{row.Id}\"\n");
            lock (output) output.Write(answer);
        }
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public string Text { get; init; } = "";
    }

    private sealed class RowDb(string address) : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite(address);

        protected override void OnModelCreating(ModelBuilder model) => model.Entity<Row>().ToTable("Rows").Property(r => r.Id).ValueGeneratedNever();
    }
}
