using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk.Channels;
using Mitreden.Foundation.Data;
using Mitreden.Tests.Notify;

namespace Mitreden.Tests.Desk;

/// <summary>A browser subscribes again in the moment in which an alert finds that it is gone.</summary>
public sealed class DeviceRaceTests
{
    [Theory, OnBoth]
    public async Task It_is_there_with_its_new_keys(Database database)
    {
        var alert = new FindsItGone();
        await using var app = await TestApp.StartAsync(new TestAppOptions
        {
            Database = database, Settings = new Dictionary<string, string> { ["Mitreden:Outgoing"] = "127.0.0.1" },
            Services = services => services.ConfigureDbContext<SqliteDb>(o => o.AddInterceptors(alert)).ConfigureDbContext<PostgresDb>(o => o.AddInterceptors(alert)),
        });
        await using var service = await FakePushService.StartAsync();
        var jana = await app.SignInAsync("jana");
        await jana.AddDeviceAsync(service, "/push/1");
        var before = Assert.Single(await app.DevicesAsync());
        await jana.AddDeviceAsync(service, "/push/1");
        Assert.True(alert.Was);
        var after = Assert.Single(await app.DevicesAsync());
        Assert.NotEqual(before.Closed, after.Closed);
        Assert.Null(after.GoneAt);
    }

    /// <summary>Before the first save of a changed device another save says that it is gone.</summary>
    private sealed class FindsItGone : SaveChangesInterceptor
    {
        public bool Was { get; private set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Was || eventData.Context is not { } db || !db.ChangeTracker.Entries<Device>().Any(e => e.State == EntityState.Modified)) return result;
            Was = true;
            await db.Set<Device>().ExecuteUpdateAsync(set => set.SetProperty(d => d.GoneAt, TestApp.Beginning), cancellationToken);
            return result;
        }
    }
}
