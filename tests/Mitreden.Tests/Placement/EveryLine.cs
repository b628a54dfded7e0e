using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mitreden.Tests.Placement;

/// <summary>Keeps every line that the program, and everything it stands on, says at the most talkative level.</summary>
internal sealed class EveryLine : ILoggerProvider
{
    /// <summary>What the program keeps silent whatever the level: sealing names the person whose seal it is.</summary>
    private const string KeptSilent = "Microsoft.AspNetCore.DataProtection";

    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>The lines so far: level, category and words; scopes that requests open are lines too.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Listens to everything at once. Of all rules only the program's own about <see cref="KeptSilent"/> is left; without it nothing is silent.</summary>
    public void Listen(IServiceCollection services)
    {
        services.AddSingleton<ILoggerProvider>(this);
        services.PostConfigure<LoggerFilterOptions>(options =>
        {
            var kept = options.Rules.Where(r => r.CategoryName == KeptSilent).ToList();
            options.Rules.Clear();
            foreach (var rule in kept) options.Rules.Add(rule);
            options.MinLevel = LogLevel.Trace;
        });
    }

    public ILogger CreateLogger(string categoryName) => new Ear(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Ear(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lines.Enqueue($"Scope {category}: {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
