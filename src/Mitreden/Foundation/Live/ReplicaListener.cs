using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Mitreden.Foundation.Settings;
using Npgsql;

namespace Mitreden.Foundation.Live;

/// <summary>Hears what other replicas announce over PostgreSQL's LISTEN; after a lost connection wakes everybody.</summary>
public sealed class ReplicaListener(
    MitredenSettings settings, Announcer announcer, TimeProvider time, ILogger<ReplicaListener> log) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException)
            {
                log.LogWarning("Lost the connection that hears other replicas, trying again: {Reason}", failure.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        var address = new NpgsqlConnectionStringBuilder(settings.Database) { KeepAlive = 15, Pooling = false };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(stop);
        connection.Notification += (_, message) => Hear(message.Payload);
        await using (var command = new NpgsqlCommand("LISTEN " + Telegram.Channel, connection))
            await command.ExecuteNonQueryAsync(stop);
        announcer.TellAll();
        while (true) await connection.WaitAsync(stop);
    }

    private void Hear(string payload)
    {
        var telegram = JsonSerializer.Deserialize<Telegram>(payload);
        if (telegram is not null && telegram.From != announcer.Replica) announcer.Tell(telegram.Notes);
    }
}
