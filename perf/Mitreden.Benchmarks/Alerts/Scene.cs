using System.Collections.Concurrent;
using Mitreden.Benchmarks.Alerts.Outside;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts;

/// <summary>The world around the program for one case: push service with phones, webhook and mail server, all on the loopback address.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly Published _app;

    private Scene(Published app, Store store, Options options, WebEnd push, WebEnd hook, MailEnd mail, ConcurrentQueue<Arrival> arrivals)
    {
        (_app, Store, Options, Push, Hook, Mail, Arrivals) = (app, store, options, push, hook, mail, arrivals);
        Port = RunningProduct.FreePort();
    }

    /// <summary>Where the program keeps its data.</summary>
    public Store Store { get; }
    /// <summary>What the command line asks for.</summary>
    public Options Options { get; }
    /// <summary>The push service.</summary>
    public WebEnd Push { get; }
    /// <summary>The team's webhook.</summary>
    public WebEnd Hook { get; }
    /// <summary>The mail server.</summary>
    public MailEnd Mail { get; }
    /// <summary>All that has left the program.</summary>
    public ConcurrentQueue<Arrival> Arrivals { get; }
    /// <summary>Port of the program.</summary>
    public int Port { get; }
    /// <summary>Address of the program.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Opens the world; the program does not run yet.</summary>
    public static async Task<Scene> OpenAsync(Published app, Store store, Options options)
    {
        var arrivals = new ConcurrentQueue<Arrival>();
        return new Scene(app, store, options, await WebEnd.StartAsync(arrivals), await WebEnd.StartAsync(arrivals), new MailEnd(arrivals), arrivals);
    }

    /// <summary>Starts the program, allowed to reach this world.</summary>
    /// <param name="port">Another port than <see cref="Port"/>, for a second replica.</param>
    public Task<RunningProduct> StartAsync(int? port = null) => RunningProduct.StartAsync(_app with
    {
        Settings = new Dictionary<string, string>
        {
            ["MITREDEN__OUTGOING"] = "127.0.0.1",
            ["MITREDEN__MAIL__HOST"] = "127.0.0.1",
            ["MITREDEN__MAIL__PORT"] = Mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["MITREDEN__MAIL__SECURITY"] = "none",
            ["MITREDEN__PUBLICURL"] = Address.GetLeftPart(UriPartial.Authority),
            // Channels that fail are what is measured; what the program says about each of them would drown the figures.
            ["Logging__LogLevel__Mitreden.Foundation.Jobs.JobWorker"] = "None",
        },
    }, Store, port ?? Port);

    /// <summary>Prints the line of a case.</summary>
    /// <param name="name">Name of the case.</param>
    /// <param name="verdict">What became of the alerts.</param>
    /// <param name="times">What was timed, in milliseconds.</param>
    /// <param name="more">What explains it.</param>
    public void Print(string name, Verdict verdict, IReadOnlyCollection<double> times, params (string Name, object Value)[] more)
    {
        var line = new Dictionary<string, object>
        {
            ["bench"] = "alerts", ["case"] = name, ["database"] = Store.Name, ["alerts"] = verdict.Alerts, ["lost"] = verdict.Lost, ["doubled"] = verdict.Doubled,
            ["p50_ms"] = Figures.Percentile(times, 0.5), ["p99_ms"] = Figures.Percentile(times, 0.99),
        };
        foreach (var (key, value) in more) line[key] = value;
        Figures.Print(line);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Push.DisposeAsync();
        await Hook.DisposeAsync();
        await Mail.DisposeAsync();
    }
}
