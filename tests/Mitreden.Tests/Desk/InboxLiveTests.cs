namespace Mitreden.Tests.Desk;

/// <summary>An open inbox holds what is open, and says how many.</summary>
public sealed class InboxLiveTests
{
    [Theory, OnBoth]
    public async Task What_is_closed_leaves_open_inboxes_and_the_count_follows(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var (id, other) = (await cem.ReportAsync("Geht zu Ende"), await cem.ReportAsync("Bleibt offen"));
        await jana.DoAsync(id, "Acknowledge");
        var open = int.Parse((await jana.GetPageAsync("/desk")).Text("[data-live-count]"), System.Globalization.CultureInfo.InvariantCulture);
        await using (var live = await LiveReader.OpenAsync(jana, "/desk/live"))
        {
            await jana.DoAsync(id, "Resolve", ("outcome", "Calmed"), ("reason", "Ruhig."));
            var events = new List<(string Type, string Data)>();
            while (events.Count == 0 || events[^1].Type != "gone")
            {
                var item = (await live.NextAsync())!.Value;
                events.Add((item.EventType, item.Data));
            }
            Assert.Equal($"d-{id}", events[^1].Data);
            Assert.Equal($"{open - 1}", events.Last(e => e.Type == "count").Data);
        }
        // A page that is just loaded catches up five seconds: the closed row must not come back with them.
        await using var fresh = await LiveReader.OpenAsync(jana, "/desk/live");
        var parts = new List<string>();
        while (await fresh.WithinAsync(TimeSpan.FromMilliseconds(300)))
        {
            var item = (await fresh.NextAsync())!.Value;
            if (item.EventType == "part" && item.Data.StartsWith("<li", StringComparison.Ordinal)) parts.Add(item.Data);
        }
        Assert.Contains($"d-{other}", Assert.Single(parts), StringComparison.Ordinal);
        Assert.Equal($"{open - 1}", (await jana.GetPageAsync("/desk")).Text("[data-live-count]"));
        await jana.DoAsync(id, "Reopen");
        Assert.Contains($"d-{id}", await fresh.PartAsync(), StringComparison.Ordinal);
    }
}
