using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Mitreden.Foundation.Data;

/// <summary>Tells PostgreSQL for which organisation a connection works, each time one is taken from the pool.</summary>
/// <remarks>
/// A context before sign-in works for all: it looks invitations and sessions up by unguessable secrets. Connections keep
/// their setting while they rest in the pool (No Reset On Close), and it is remembered here, so that only a change costs a
/// round trip. That rests on one server process per connection: a pooler between the two that lends them out by
/// transaction does not fit, as it does not fit LISTEN.
/// </remarks>
public sealed class OrganisationWall : DbConnectionInterceptor
{
    /// <summary>One for the program: what a connection is set to does not depend on who asks.</summary>
    public static OrganisationWall Instance { get; } = new();

    private readonly ConcurrentDictionary<(string?, int, int), string> _set = new();

    /// <summary>Forgets what a process with the same number was set to before this connection was made.</summary>
    public void Forget(NpgsqlConnection fresh) => _set.TryRemove(Key(fresh), out _);

    /// <inheritdoc />
    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (Change(connection, eventData) is not { } change) return;
        await using var command = Command(connection, change);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        Remember(connection, change);
    }

    /// <inheritdoc />
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (Change(connection, eventData) is not { } change) return;
        using var command = Command(connection, change);
        command.ExecuteNonQuery();
        Remember(connection, change);
    }

    /// <summary>What the connection has to be set to, or null when it is already.</summary>
    private string? Change(DbConnection connection, ConnectionEndEventData eventData)
    {
        var organisation = eventData.Context is AppDb { OrganisationId: var id } && id != Guid.Empty ? id.ToString() : "all";
        if (_set.TryGetValue(Key(connection), out var before) && before == organisation) return null;
        // Whatever happens while it changes, nobody relies on what was before.
        _set.TryRemove(Key(connection), out _);
        return organisation;
    }

    private void Remember(DbConnection connection, string organisation) => _set[Key(connection)] = organisation;

    private static (string?, int, int) Key(DbConnection connection)
    {
        var postgres = (NpgsqlConnection)connection;
        return (postgres.Host, postgres.Port, postgres.ProcessID);
    }

    private static DbCommand Command(DbConnection connection, string organisation)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SELECT set_config('mitreden.organisation', $1, false)";
        var parameter = command.CreateParameter();
        parameter.Value = organisation;
        command.Parameters.Add(parameter);
        return command;
    }
}
