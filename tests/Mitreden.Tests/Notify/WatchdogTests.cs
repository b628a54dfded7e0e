using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mitreden.Desk;
using Mitreden.Desk.Jobs;
using Mitreden.Foundation.Jobs;
using Mitreden.Tests.Desk;
using Mitreden.Tests.Participation;
using Mitreden.Tests.Questions;

namespace Mitreden.Tests.Notify;

/// <summary>When what calls people has stopped, somebody notices: whoever runs the machine, and the program itself.</summary>
public sealed class WatchdogTests
{
    [Theory, OnBoth]
    public async Task A_loop_that_stands_still_for_half_a_minute_makes_the_program_unready_and_is_named(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false, JobLoop = true });
        await ReadyAsync(app);
        await app.Services.GetRequiredService<JobWorker>().StopAsync(CancellationToken.None);
        app.Time.Advance(TimeSpan.FromSeconds(29));
        using (var soon = await app.Visitor().GetAsync("/health/ready")) Assert.Equal(HttpStatusCode.OK, soon.StatusCode);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        using var answer = await app.Visitor().GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(["jobs"], said.GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
        Assert.Contains("stood still", said.GetProperty("checks").GetProperty("jobs").GetString(), StringComparison.Ordinal);
        // The process itself lives: restarting it is for whoever reads the other address.
        using var live = await app.Visitor().GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Theory, OnBoth("lost"), OnBoth("given up")]
    public async Task A_discussion_whose_alarm_is_gone_is_found_within_a_minute_named_in_the_log_and_called_for_again(Database database, string how)
    {
        var log = new Logged();
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Services = services => services.AddSingleton<ILoggerProvider>(log) });
        var id = await (await app.SignInAsync("cem")).ReportAsync("Brennt", "heated");
        await app.RecurAsync();
        Assert.Contains(app.Mail.Sent, m => m.Body.Contains($"/desk/discussions/{id}", StringComparison.Ordinal));
        var now = app.Time.GetUtcNow();
        var gone = await app.WithDbAsync(null, db => db.WriteAsync(() =>
        {
            var alarms = db.Set<Job>().Where(j => j.Kind == WakeUp.Kind && j.DoneAt == null);
            return how == "lost" ? alarms.ExecuteDeleteAsync() : alarms.ExecuteUpdateAsync(set => set.SetProperty(j => j.DeadAt, now));
        }));
        Assert.True(gone > 0, "There was no alarm to lose.");
        app.Time.Advance(TimeSpan.FromMinutes(6));
        await app.RecurAsync();
        Assert.Contains((await app.StoredAsync(id)).Events, e => e.Kind == EventKind.Escalated);
        Assert.Contains(log.Lines, l => l.Contains($"{id} has overslept", StringComparison.Ordinal));
    }

    /// <summary>The machine had begun with local time and was set right: the next look lay two hours ahead, and nobody would have been called until then.</summary>
    [Theory, OnBoth]
    public async Task A_search_that_a_clock_has_moved_away_is_found_and_goes_on(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var id = await (await app.SignInAsync("cem")).ReportAsync("Noch nicht bewertet");
        await app.RecurAsync();
        var ahead = app.Time.GetUtcNow().AddHours(2);
        await app.WithDbAsync(null, async db =>
        {
            await db.WriteAsync(() => db.Set<Discussion>().IgnoreQueryFilters().Where(d => d.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.AskedAt, ahead).SetProperty(d => d.RungAt, ahead).SetProperty(d => d.WakeAt, ahead.AddMinutes(5))));
            await db.WriteAsync(() => db.Set<Job>().Where(j => j.Kind == WakeUp.Kind && j.DoneAt == null).ExecuteUpdateAsync(set => set.SetProperty(j => j.RunAt, ahead.AddMinutes(5))));
        });
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.RecurAsync();
        var found = await app.StoredAsync(id);
        Assert.True(found.WakeAt < app.Time.GetUtcNow().AddMinutes(10), $"{found.WakeAt}");
        Assert.Equal(app.Time.GetUtcNow(), found.RungAt);
    }

    [Fact]
    public async Task The_watch_is_kept_each_minute()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Demo = false });
        var watch = Assert.Single(app.Services.GetRequiredService<RecurringClock>().List, w => w.Kind == Watchman.Kind);
        Assert.Equal(TimeSpan.FromMinutes(1), watch.Every);
    }

    /// <summary>The loop begins a moment after the program.</summary>
    private static async Task ReadyAsync(TestApp app)
    {
        for (var look = 0; ; look++)
        {
            using var answer = await app.Visitor().GetAsync("/health/ready");
            if (answer.StatusCode == HttpStatusCode.OK) return;
            Assert.True(look < 100, await answer.Content.ReadAsStringAsync());
            await Task.Delay(50);
        }
    }
}
