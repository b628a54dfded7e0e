using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Live;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Providers;
using Npgsql;

namespace Mitreden.Foundation.Data;

/// <summary>What an <see cref="AppDb"/> needs beside its options: the modules' mappings and the scope's surroundings.</summary>
/// <param name="Maps">One mapping per module, in module order.</param>
/// <param name="Organisation">Organisation of the scope.</param>
/// <param name="Announcer">Told what changed, after the commit.</param>
/// <param name="Time">The clock.</param>
public sealed record AppDbParts(
    IReadOnlyList<Action<ModelBuilder>> Maps, CurrentOrganisation Organisation, Announcer Announcer, TimeProvider Time);

/// <summary>
/// The one database. It knows no entity of any module: modules map theirs. Every save is one transaction that also
/// carries the jobs enqueued beside it, and tells open pages afterwards.
/// </summary>
public abstract class AppDb(DbContextOptions options, AppDbParts parts) : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>Name of the query filter that keeps organisations apart.</summary>
    public const string OrganisationFilter = "organisation";

    private readonly List<Note> _notes = [];

    /// <summary>Keys that protect cookies and tokens, shared by all replicas.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The organisation whose rows this context sees; <see cref="Guid.Empty"/> sees none.</summary>
    public Guid OrganisationId => parts.Organisation.Id ?? Guid.Empty;

    /// <summary>Tells open pages and the other replicas.</summary>
    protected Announcer Announcer => parts.Announcer;

    /// <summary>The clock.</summary>
    public TimeProvider Time => parts.Time;

    /// <summary>Adds a job to this context; it is saved together with what caused it.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="key">Makes the job unique: a second job with the same key is refused by the database.</param>
    /// <param name="runAt">Not before this time; null means at once.</param>
    public void Enqueue<T>(T job, string key, DateTimeOffset? runAt = null) where T : IJob
    {
        Add(Job.For(job, key, parts.Organisation.Id, runAt ?? Time.GetUtcNow(), Time.GetUtcNow()));
        if (runAt is null || runAt <= Time.GetUtcNow()) Announce(JobWorker.Topic, Guid.Empty);
    }

    /// <summary>Tells everybody who listens to the topic, after this context has been saved.</summary>
    public void Announce(string topic, Guid subject) => _notes.Add(new Note(topic, subject));

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var rows = await WriteAsync(() => base.SaveChangesAsync(acceptAllChangesOnSuccess, CancellationToken.None));
        await TellAsync();
        return rows;
    }

    /// <inheritdoc />
    /// <remarks>Only libraries that know no asynchronous way (data protection) come here.</remarks>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        WriteAsync(() => Task.FromResult(base.SaveChanges(acceptAllChangesOnSuccess))).GetAwaiter().GetResult();

    /// <summary>Runs a write as one durable transaction: when the task completes, the change survives a power cut.</summary>
    /// <param name="work">The write; it uses this context only.</param>
    public abstract Task<T> WriteAsync<T>(Func<Task<T>> work);

    /// <summary>Tells the other replicas; on a single machine there are none.</summary>
    protected virtual Task TellReplicasAsync(IReadOnlyList<Note> notes) => Task.CompletedTask;

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DataProtectionKey>().ToTable("DataProtectionKeys").Stored(
            "protects cookies and tokens", Basis.NotPersonal, Keep.Organisation, Seen.Program, "Id", "FriendlyName", "Xml");
        modelBuilder.Entity<Job>(JobMap.Map);
        modelBuilder.Entity<VapidKey>(VapidKey.Map);
        modelBuilder.MapVideos();
        modelBuilder.MapProviders();
        foreach (var map in parts.Maps) map(modelBuilder);
        foreach (var type in modelBuilder.Model.GetEntityTypes().Where(t => typeof(IUnordered).IsAssignableFrom(t.ClrType)))
            type.SetAnnotation(UnorderedTables.Mark, true);
        foreach (var type in modelBuilder.Model.GetEntityTypes().Where(t => typeof(IOrganisationOwned).IsAssignableFrom(t.ClrType)))
            FilterMethod.MakeGenericMethod(type.ClrType).Invoke(this, [modelBuilder]);
    }

    private static readonly System.Reflection.MethodInfo FilterMethod =
        typeof(AppDb).GetMethod(nameof(Filter), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;

    private void Filter<T>(ModelBuilder model) where T : class, IOrganisationOwned
    {
        var entity = model.Entity<T>();
        entity.HasQueryFilter(OrganisationFilter, row => row.OrganisationId == OrganisationId);
        entity.HasIndex(row => row.OrganisationId);
    }

    /// <summary>Tells at once what is stored nowhere, here and on the other replicas.</summary>
    public async Task TellNowAsync(IReadOnlyList<Note> notes)
    {
        Announcer.Tell(notes);
        await TellReplicasAsync(notes);
    }

    private async Task TellAsync()
    {
        if (_notes.Count == 0) return;
        var notes = _notes.Distinct().ToList();
        _notes.Clear();
        await TellNowAsync(notes);
    }
}

/// <summary>Tells a save that somebody else was faster than from one that went wrong, and from one that nobody answered.</summary>
internal static class LostRaces
{
    /// <summary>SQLite's extended codes of a key that is taken: unique index, primary key; and of a row that is referred to and gone.</summary>
    private const int UniqueTaken = 2067, KeyTaken = 1555, ParentGone = 787;
    /// <summary>SQLite's codes of a file that another program does not let go of.</summary>
    private const int Busy = 5, Locked = 6;

    /// <summary>How often something is tried while others change what it belongs to.</summary>
    public const int Attempts = 10;

    /// <summary>A moment of 5 to 40 ms, so that two who lost to each other do not meet again.</summary>
    public static Task PauseAsync() => Task.Delay(Random.Shared.Next(5, 40));

    extension(DbUpdateException failure)
    {
        /// <summary>
        /// True when somebody else was faster: the row has changed or gone, the key is taken, or the database let another through. Everything else, such
        /// as a full disk, is a fault, and nobody may be told a story instead. A SQLite that is busy never shows in a save: the one writer
        /// (<see cref="CommitQueue"/>) has locked the file before it.
        /// </summary>
        public bool IsLostRace => failure is DbUpdateConcurrencyException || failure.InnerException switch
        {
            SqliteException refused => refused.SqliteExtendedErrorCode is UniqueTaken or KeyTaken or ParentGone,
            PostgresException refused => refused.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
                or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
            _ => false,
        };
    }

    extension(Exception failure)
    {
        /// <summary>True when the database has not answered: in time, or any more. One that answers with a no is not silent.</summary>
        public bool IsSilence => failure switch
        {
            TimeoutException => true,
            PostgresException => false,
            SqliteException refused => refused.SqliteErrorCode is Busy or Locked,
            DbException { InnerException: TimeoutException or IOException or SocketException } => true,
            { InnerException: { } cause } => cause.IsSilence,
            _ => false,
        };
    }
}
