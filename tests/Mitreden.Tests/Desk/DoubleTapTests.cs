using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk.Channels;
using Mitreden.Desk.WaysIn;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Providers;
using Mitreden.Tests.Notify;

namespace Mitreden.Tests.Desk;

/// <summary>Whoever taps twice, without a script that holds the second tap back, reads that it worked: it did.</summary>
public sealed class DoubleTapTests
{
    [Theory, OnBoth]
    public async Task What_the_first_tap_has_removed_is_removed_for_the_second_too(Database database)
    {
        var first = new FirstTap();
        await using var app = await TestApp.StartAsync(new TestAppOptions
        {
            Database = database, Settings = new Dictionary<string, string> { ["Mitreden:Outgoing"] = "127.0.0.1" },
            Services = services => services.ConfigureDbContext<SqliteDb>(o => o.AddInterceptors(first)).ConfigureDbContext<PostgresDb>(o => o.AddInterceptors(first)),
        });
        await using var service = await FakePushService.StartAsync();
        var (jana, petra, company) = (await app.SignInAsync("jana"), await app.SignInAsync("petra"), await app.DemoOrganisationAsync());

        await jana.MakeKeyAsync();
        var way = await app.WithDbAsync(company, db => db.Set<Way>().Select(w => w.Id).SingleAsync());
        var page = await jana.GetPageAsync("/desk/ways-in");
        first.Removes("WaysIn", () => app.WithDbAsync(company, db => db.WriteAsync(() => db.Set<Way>().ExecuteDeleteAsync())));
        using (var closed = await jana.SubmitAsync(DeskSteps.Form(page, "Close"), ("id", way.ToString()))) Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.True(first.Was);

        await jana.AddDeviceAsync(service, "/push/1");
        var device = await app.WithDbAsync(company, db => db.Set<Device>().Select(d => d.Id).SingleAsync());
        page = await jana.GetPageAsync("/desk/devices");
        first.Removes("Devices", () => app.WithDbAsync(company, db => db.WriteAsync(() => db.Set<Device>().ExecuteDeleteAsync())));
        using (var removed = await jana.SubmitAsync(page.Form("Remove"), ("id", device.ToString()))) Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.True(first.Was);

        using (var allowed = await petra.SubmitAsync((await petra.GetPageAsync("/settings/videos")).QuerySelector("main form"),
            ("Host", "video.muster.de"), ("RunBy", "Muster e. V."), ("Country", "Deutschland"), ("Privacy", "https://video.muster.de/about"))) Assert.Equal(HttpStatusCode.Redirect, allowed.StatusCode);
        page = await petra.GetPageAsync("/settings/videos");
        first.Removes("VideoHosts", () => app.WithDbAsync(company, db => db.WriteAsync(() => db.Set<VideoHost>().ExecuteDeleteAsync())));
        using (var removed = await petra.SubmitAsync(page.QuerySelector("form[action*='Remove']"))) Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.True(first.Was);
    }

    /// <summary>As soon as somebody has read the row that they want to remove, it is removed.</summary>
    private sealed class FirstTap : DbCommandInterceptor
    {
        private (string Table, Func<Task> Remove)? _next;

        public bool Was => _next is null;

        public void Removes(string table, Func<Task> remove) => _next = (table, remove);

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (_next is not { } next || !command.CommandText.Contains($"FROM \"{next.Table}\"", StringComparison.Ordinal)) return result;
            _next = null;
            await next.Remove();
            return result;
        }
    }
}
