using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;

namespace Mitreden.Tests.Support;

/// <summary>How a <see cref="TestApp"/> is started.</summary>
public sealed record TestAppOptions
{
    /// <summary>Database.</summary>
    public Database Database { get; init; }
    /// <summary>Demo company and demo sign-in; without it the database is migrated and empty.</summary>
    public bool Demo { get; init; } = true;
    /// <summary>True starts the background job loop; else jobs run only by <see cref="TestApp.RunJobsAsync"/>.</summary>
    public bool JobLoop { get; init; }
    /// <summary>True runs on the machine's clock and not on <see cref="TestApp.Time"/>.</summary>
    public bool RealTime { get; init; }
    /// <summary>Folder or connection string of an existing database that is left in place; null copies a template.</summary>
    public string? Address { get; init; }
    /// <summary>Further settings, such as <c>Mitreden:PublicUrl</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
    /// <summary>Further or other services.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };
}

/// <summary>The whole program with a database of its own, a clock that stands still and no way out of the machine.</summary>
public sealed partial class TestApp(TestAppOptions options) : WebApplicationFactory<Program>
{
    /// <summary>When every test begins: Tuesday, 2 March 2027, 10:00 in Berlin.</summary>
    public static readonly DateTimeOffset Beginning = new(2027, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private bool _started;

    /// <summary>Folder (SQLite) or connection string (PostgreSQL).</summary>
    public string Address { get; private set; } = "";
    /// <summary>Which database it is.</summary>
    public Database Database => options.Database;
    /// <summary>The clock; <c>app.Time.Advance(...)</c>.</summary>
    public FakeTimeProvider Time { get; } = new(Beginning);
    /// <summary>Mails that would have been sent; they are sent by jobs, so call <see cref="RunJobsAsync"/> first.</summary>
    public FakeMailSender Mail { get; } = new();
    /// <summary>Answers of the outside world.</summary>
    public Outside Outside { get; } = new();

    /// <summary>Starts a program with its own copy of the template.</summary>
    public static async Task<TestApp> StartAsync(TestAppOptions options)
    {
        var app = new TestApp(options);
        await app.StartAsync();
        return app;
    }

    /// <summary>Takes the database and starts.</summary>
    public async Task StartAsync()
    {
        Address = options.Address ?? (Database == Database.Sqlite
            ? await Templates.CopySqliteAsync(options.Demo) : await Templates.CopyPostgresAsync(options.Demo));
        await Task.Run(StartServer);
        _started = true;
        // A program that could not start has ended by itself, and its server answers nothing.
        if (Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.IsCancellationRequested)
            throw new InvalidOperationException("The program did not start; its reason is on stderr.");
    }

    /// <summary>Runs everything that is due, and what becomes due by it, and returns how many jobs ran.</summary>
    public async Task<int> RunJobsAsync()
    {
        var worker = Services.GetRequiredService<JobWorker>();
        var total = 0;
        for (var round = 0; round < 50; round++)
        {
            var ran = await worker.RunDueAsync(CancellationToken.None);
            if (ran == 0) return total;
            total += ran;
        }
        throw new InvalidOperationException("Jobs do not come to an end.");
    }

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Mitreden:Demo", options.Demo ? "true" : "false");
        builder.UseSetting(Database == Database.Sqlite ? "Mitreden:Data" : "Mitreden:Database", Address);
        builder.UseSetting("Mitreden:PublicUrl", "http://localhost");
        foreach (var (key, value) in options.Settings) builder.UseSetting(key, value);
        builder.ConfigureLogging(log => log.ClearProviders());
        builder.ConfigureTestServices(Replace);
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_started && options.Address is null && Database == Database.Postgres) await Templates.DropAsync(Address);
        GC.SuppressFinalize(this);
    }

    private void Replace(IServiceCollection services)
    {
        if (!options.RealTime) services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        services.Replace(ServiceDescriptor.Singleton<IMailSender>(Mail));
        services.Replace(ServiceDescriptor.Singleton(Outside.Network));
        services.AddHttpClient().ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => Outside));
        services.AddTransient<IStartupFilter, TestSignIn>();
        if (!options.JobLoop) services.Remove(services.Single(IsJobLoop));
        options.Services(services);
    }

    private static bool IsJobLoop(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && service.ImplementationFactory?.GetType().GenericTypeArguments[^1] == typeof(JobWorker);
}
