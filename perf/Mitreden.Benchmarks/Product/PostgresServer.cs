using System.Diagnostics;

namespace Mitreden.Benchmarks.Product;

/// <summary>A PostgreSQL server for one run, started by the script that the tests use, but with the durable settings of an installation.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly Process _process;

    private PostgresServer(Process process, string address) => (_process, Address) = (process, address);

    /// <summary>Connection string without a database name.</summary>
    public string Address { get; }

    /// <summary>Starts the server; Debian's package is installed when it is missing.</summary>
    public static async Task<PostgresServer> StartAsync(Published app)
    {
        const string Script = "set -euo pipefail; source scripts/postgres.sh; install_missing postgresql >&2; start_postgres durable; trap stop_postgres EXIT; "
            + "echo \"$postgres_address\"; cat >/dev/null";
        var process = Process.Start(new ProcessStartInfo("bash", ["-c", Script])
        {
            WorkingDirectory = app.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("PostgreSQL did not start.");
        return new PostgresServer(process, address);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
