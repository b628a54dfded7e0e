using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Foundation.Web;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: names each dependency and what is wrong with it.</summary>
public static class Health
{
    /// <summary>Adds the checks.</summary>
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseHealth>("database").AddCheck<WallHealth>("walls").AddCheck<JobHealth>("jobs");

    /// <summary>Maps both addresses, open to everybody.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status == HealthStatus.Unhealthy ? "failing" : "ok",
        missing = report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).Select(e => e.Key),
        checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Description ?? e.Value.Status.ToString()),
    });
}

internal sealed class DatabaseHealth(AppDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            return await db.Database.CanConnectAsync(limit.Token)
                ? HealthCheckResult.Healthy("ok") : HealthCheckResult.Unhealthy("The database does not answer.");
        }
        catch (OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database did not answer within 3 seconds.");
        }
    }
}

/// <summary>Names it when PostgreSQL ignores the walls between organisations. The program keeps them apart itself, so it stays ready. Anybody may ask, so the sentence itself stands in the log alone.</summary>
internal sealed class WallHealth(AppDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            return await Walls.HoldAsync(db, limit.Token) ? HealthCheckResult.Healthy("ok") : HealthCheckResult.Degraded("see the log");
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or OperationCanceledException)
        {
            // That the database does not answer is said by its own check.
            return HealthCheckResult.Healthy("ok");
        }
    }
}

/// <summary>Dead jobs are counted and do not make the program unready: turning people away would bring none of them back.</summary>
internal sealed class JobHealth(JobWorker worker, AppDb db, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (time.GetUtcNow() - worker.LastTurn >= TimeSpan.FromSeconds(30)) return HealthCheckResult.Unhealthy("The job loop has stood still for more than 30 seconds.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            var dead = await db.Set<Job>().CountAsync(j => j.DoneAt == null && j.DeadAt != null, limit.Token);
            return HealthCheckResult.Healthy(dead == 0 ? "ok" : string.Create(CultureInfo.InvariantCulture, $"ok, {dead} dead"));
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or OperationCanceledException)
        {
            // That the database does not answer is said by its own check.
            return HealthCheckResult.Healthy("ok");
        }
    }
}
