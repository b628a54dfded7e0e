using System.Diagnostics;

namespace Mitreden.Benchmarks.Product;

/// <summary>The program as it is installed: published once, in Release.</summary>
/// <param name="Root">Folder of the repository.</param>
/// <param name="Dll">The published program.</param>
internal sealed record Published(string Root, string Dll)
{
    /// <summary>Environment variables of the program, such as <c>MITREDEN__OUTGOING</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Publishes into <c>artifacts/bench</c>, beside the copy that <c>./dev run</c> serves from.</summary>
    /// <param name="publish">False takes what is there.</param>
    public static async Task<Published> BuildAsync(bool publish)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Mitreden.slnx"))) root = root.Parent ?? throw new InvalidOperationException("Not inside the repository.");
        var output = Path.Combine(root.FullName, "artifacts", "bench");
        var app = new Published(root.FullName, Path.Combine(output, "Mitreden.dll"));
        if (!publish && File.Exists(app.Dll)) return app;
        Figures.Say("Publishing the program");
        await RunAsync(root.FullName, "bash", "scripts/publish.sh", output);
        return app;
    }

    /// <summary>Runs a command to its end; throws unless it ends with 0.</summary>
    public static async Task RunAsync(string folder, string file, params string[] args)
    {
        var start = new ProcessStartInfo(file, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{file} {string.Join(' ', args)} failed: {await output}{await errors}");
    }
}
