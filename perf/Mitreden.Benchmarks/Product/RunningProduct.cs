using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mitreden.Benchmarks.Product;

/// <summary>The published program as a process of its own on the loopback address, in demo mode.</summary>
internal sealed class RunningProduct : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];

    private RunningProduct(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException("The program ended: " + string.Join('\n', _output)));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }
    /// <summary>Process id of the program; of the tracer when it runs under one.</summary>
    public int Id => _process.Id;
    /// <summary>Completes when the program says that it is ready; fails when it ends instead.</summary>
    public Task Ready => _ready.Task.WaitAsync(TimeSpan.FromSeconds(120));

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the program; does not wait for it.</summary>
    /// <param name="app">The published program.</param>
    /// <param name="store">Where it keeps its data.</param>
    /// <param name="port">Port.</param>
    /// <param name="tracer">Command in front of the program, or nothing.</param>
    public static RunningProduct Launch(Published app, Store store, int port, params string[] tracer)
    {
        var address = $"http://127.0.0.1:{port}";
        string[] command = [.. tracer, "dotnet", app.Dll, "--demo", "--urls", address, .. store.Arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = app.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in app.Settings) start.Environment[name] = value;
        return new RunningProduct(Process.Start(start)!, new Uri(address));
    }

    /// <summary>Starts the program and waits until it is ready.</summary>
    public static async Task<RunningProduct> StartAsync(Published app, Store store, int port)
    {
        var product = Launch(app, store, port);
        await product.Ready;
        return product;
    }

    /// <summary>SIGKILL, as the kernel does when memory runs out.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it; to the traced program when there is a tracer.</summary>
    public async Task StopAsync(bool traced = false)
    {
        if (_process.HasExited) return;
        var target = traced ? (await File.ReadAllTextAsync($"/proc/{Id}/task/{Id}/children")).Trim() : Id.ToString(CultureInfo.InvariantCulture);
        await Published.RunAsync("/", "kill", "-TERM", target);
        await _process.WaitForExitAsync();
    }

    /// <summary>Processor time used so far, in milliseconds, from <c>/proc/PID/stat</c> (100 ticks a second).</summary>
    public double CpuMilliseconds()
    {
        var text = File.ReadAllText($"/proc/{Id}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * 10.0;
    }

    /// <summary>Resident memory in megabytes (2^20 bytes).</summary>
    public double ResidentMegabytes()
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await StopAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Add(line);
        if (line.StartsWith("Mitreden is ready", StringComparison.Ordinal)) _ready.TrySetResult();
        else Figures.Say("  program: " + line);
    }
}
