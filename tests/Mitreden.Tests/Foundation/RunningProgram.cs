using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mitreden.Tests.Foundation;

/// <summary>The built program as a process of its own, as an operator starts it.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.At("src", "Mitreden") };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Mitreden.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException("The program has ended."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts and waits until it is ready.</summary>
    public static async Task<(RunningProgram Program, HttpClient Client)> ReadyAsync(params string[] arguments)
    {
        var program = new RunningProgram(arguments);
        try
        {
            var address = await program._ready.Task.WaitAsync(Patience);
            return (program, new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address), Timeout = Patience });
        }
        catch (Exception failure)
        {
            var said = program._errors.ToString() + program._output;
            await program.DisposeAsync();
            throw new InvalidOperationException($"The program is not ready: {said}", failure);
        }
    }

    /// <summary>Starts and waits for the end: exit code, and what it says on the two streams.</summary>
    public static async Task<(int Code, string Output, string Errors)> EndAsync(params string[] arguments)
    {
        await using var program = new RunningProgram(arguments);
        using var patience = new CancellationTokenSource(Patience);
        await program._process.WaitForExitAsync(patience.Token);
        program._process.WaitForExit();
        return (program._process.ExitCode, program._output.ToString().Trim(), program._errors.ToString().Trim());
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        const string ready = "Mitreden is ready: ";
        if (line is null) return;
        _output.AppendLine(line);
        if (line.StartsWith(ready, StringComparison.Ordinal)) _ready.TrySetResult(line[ready.Length..]);
    }
}
