using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;
using Npgsql;

namespace Mitreden.Foundation.Data;

/// <summary>Fills an empty or upgraded database; runs under a lock, so that two replicas never do it twice.</summary>
public interface ISeed
{
    /// <summary>Adds what is missing; runs at every start and must be safe to repeat.</summary>
    Task SeedAsync(IServiceProvider scope, CancellationToken stop);
}

/// <summary>Brings the database up to date before the first request, or stops the program with one clear line.</summary>
public sealed class DatabaseStart(IServiceScopeFactory scopes, MitredenSettings settings, IEnumerable<ISeed> seeds, ILogger<DatabaseStart> log) : IHostedLifecycleService
{
    private const long SeedLock = 7303261742;

    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (!settings.IsPostgres) PrepareFolder();
        try
        {
            await UpgradeAsync(db, cancellationToken);
        }
        catch (Exception failure) when (failure is NpgsqlException or SqliteException or InvalidOperationException { InnerException: NpgsqlException })
        {
            throw new StartException($"Database not usable: {(failure.InnerException as NpgsqlException ?? failure).Message}");
        }
    }

    private void PrepareFolder()
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(settings.Data);
            else Directory.CreateDirectory(settings.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var probe = Path.Combine(settings.Data, ".write-probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            // The file holds the keys of all sessions: no other user of the machine may read it, nor the journal beside it.
            var file = Path.Combine(settings.Data, DatabaseSetup.FileName);
            if (!File.Exists(file)) File.WriteAllBytes(file, []);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"Data folder '{Path.GetFullPath(settings.Data)}' is not writable: {failure.Message}");
        }
    }

    private async Task UpgradeAsync(AppDb db, CancellationToken stop)
    {
        if (db.Database.IsNpgsql()) await db.Database.OpenConnectionAsync(stop);
        if (await IsBehindAsync(db, stop)) await db.Database.MigrateAsync(stop);
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode=WAL", stop);
        if (db.Database.IsSqlite() && !await PlannerHints.ThereAsync(db, stop)) await HintAsync(db, stop);
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({SeedLock})", stop);
        try
        {
            await Walls.BuildAsync(db, stop);
            if (!await Walls.HoldAsync(db, stop)) log.LogWarning("{Reason}", Walls.Ignored);
            await SeedAsync(stop);
        }
        finally
        {
            // A seed may refuse to start. The connection only goes back to the pool then, and would keep the lock from every other start.
            if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({SeedLock})", CancellationToken.None);
        }
    }

    private static async Task HintAsync(AppDb db, CancellationToken stop)
    {
        await PlannerHints.WriteAsync(db, stop);
        // A connection reads them when it opens the file: this one, and those that wait in the pool, have read the old ones.
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
    }

    private async Task SeedAsync(CancellationToken stop)
    {
        foreach (var seed in seeds)
        {
            await using var scope = scopes.CreateAsyncScope();
            await seed.SeedAsync(scope.ServiceProvider, stop);
        }
    }

    /// <summary>Whether migrations are missing; refuses a database that has more of them than this program knows.</summary>
    /// <remarks>Asked first because EF compares the whole model with the migrations before it finds that it has nothing to do.</remarks>
    private static async Task<bool> IsBehindAsync(AppDb db, CancellationToken stop)
    {
        if (!await db.Database.CanConnectAsync(stop) && db.Database.IsSqlite()) return true;
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(stop)).ToList();
        var unknown = applied.Except(known).LastOrDefault();
        if (unknown is not null)
            throw new StartException($"The database is newer than this program (it has '{unknown}'). Install a newer Mitreden or restore a backup.");
        return known.Except(applied).Any();
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
