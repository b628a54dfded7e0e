using System.Text.Json;

namespace Mitreden.Foundation.Jobs;

/// <summary>Which handler does which kind of job.</summary>
public sealed class JobKinds(IEnumerable<JobKind> kinds)
{
    private readonly Dictionary<string, JobKind> _kinds = kinds.ToDictionary(k => k.Name);

    /// <summary>The kind of that name; throws when no module registered it.</summary>
    public JobKind this[string name] =>
        _kinds.TryGetValue(name, out var kind) ? kind : throw new InvalidOperationException($"No module does jobs of kind '{name}'.");
}

/// <summary>One kind of job and how to run it inside a scope.</summary>
/// <param name="Name">Kind as stored in the job table.</param>
/// <param name="RunAsync">Reads the payload and calls the handler.</param>
public sealed record JobKind(string Name, Func<IServiceProvider, string, CancellationToken, Task> RunAsync);

/// <summary>Registers job handlers.</summary>
public static class JobRegistration
{
    /// <summary>Adds the handler of one kind of job.</summary>
    public static IServiceCollection AddJob<TJob, THandler>(this IServiceCollection services)
        where TJob : IJob where THandler : class, IJobHandler<TJob>
    {
        services.AddScoped<THandler>();
        return services.AddSingleton(new JobKind(TJob.Kind, (scope, payload, stop) =>
            scope.GetRequiredService<THandler>().RunAsync(JsonSerializer.Deserialize<TJob>(payload)!, stop)));
    }
}
