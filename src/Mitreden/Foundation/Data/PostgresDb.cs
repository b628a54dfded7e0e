using System.Data.Common;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Mitreden.Foundation.Live;

namespace Mitreden.Foundation.Data;

/// <summary>The database on PostgreSQL, for several replicas of the program.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options, AppDbParts parts) : AppDb(options, parts)
{
    /// <inheritdoc />
    /// <remarks>
    /// The provider wraps what may pass by itself, such as two saves that each wait for a row of the other, into another exception. For whoever
    /// saves it is a lost race like any other, and comes as one.
    /// </remarks>
    public override async Task<T> WriteAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (InvalidOperationException wrapped) when (wrapped.InnerException is DbUpdateException lost)
        {
            ExceptionDispatchInfo.Throw(lost);
            throw;
        }
    }

    /// <inheritdoc />
    /// <remarks>
    /// Ids only: a payload may have 8,000 bytes. A lost note is made good by the page's catch-up: what is saved is not told as failed because of one.
    /// </remarks>
    protected override async Task TellReplicasAsync(IReadOnlyList<Note> notes)
    {
        try
        {
            foreach (var part in notes.Chunk(50))
            {
                var payload = JsonSerializer.Serialize(new Telegram(Announcer.Replica, part));
                await Database.ExecuteSqlAsync($"SELECT pg_notify({Telegram.Channel}, {payload})");
            }
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or TimeoutException)
        {
            this.GetService<ILoggerFactory>().CreateLogger<PostgresDb>().LogWarning("Other replicas were not told of a change: {Reason}", failure.GetType().Name);
        }
    }
}
