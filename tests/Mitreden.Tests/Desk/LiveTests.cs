using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;

namespace Mitreden.Tests.Desk;

/// <summary>Open pages stay true without reloading.</summary>
public sealed class LiveTests
{
    private static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions { Database = database });

    [Theory, OnBoth]
    public async Task A_new_report_arrives_as_one_row(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        await using var live = await LiveReader.OpenAsync(jana, "/desk/live");
        var first = await cem.ReportAsync("Erste Meldung");
        var part = await live.PartAsync();
        Assert.StartsWith("<li class=\"inbox__row\"", part, StringComparison.Ordinal);
        Assert.Contains($"id=\"d-{first}\"", part, StringComparison.Ordinal);
        Assert.Contains("Erste Meldung", part, StringComparison.Ordinal);
        var second = await cem.ReportAsync("Zweite Meldung");
        Assert.Contains($"id=\"d-{second}\"", await live.PartAsync(), StringComparison.Ordinal);
        await jana.DoAsync(first, "Acknowledge");
        var taken = await live.PartAsync();
        Assert.Contains($"id=\"d-{first}\"", taken, StringComparison.Ordinal);
        Assert.Contains("Bei Jana Keller", taken, StringComparison.Ordinal);
        Assert.False(await live.WithinAsync(TimeSpan.FromMilliseconds(300)), "Something came twice.");
    }

    [Theory, OnBoth]
    public async Task A_page_that_was_away_gets_what_it_missed_and_no_more(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var known = await cem.ReportAsync("Kannte sie schon");
        app.Time.Advance(TimeSpan.FromMinutes(1));
        string last;
        await using (var before = await LiveReader.OpenAsync(jana, "/desk/live")) last = before.LastId!;
        app.Time.Advance(TimeSpan.FromMinutes(1));
        var missed = await cem.ReportAsync("Hat sie verpasst");
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await using (var again = await LiveReader.OpenAsync(jana, "/desk/live", last))
        {
            Assert.Contains($"d-{missed}", await again.PartAsync(), StringComparison.Ordinal);
            Assert.Contains("id=\"nobody\"", await again.PartAsync(), StringComparison.Ordinal);
            Assert.False(await again.WithinAsync(TimeSpan.FromMilliseconds(300)));
        }
        await using (var said = await LiveReader.OpenAsync(jana, $"/desk/live?lastEventId={last}"))
            Assert.Contains($"d-{missed}", await said.PartAsync(), StringComparison.Ordinal);
        await using var fresh = await LiveReader.OpenAsync(jana, "/desk/live");
        Assert.False(await fresh.WithinAsync(TimeSpan.FromMilliseconds(300)), $"A fresh page shows {known} anyway.");
        foreach (var odd in new[] { "x", "-1", "99999999999999999999", "0" }) await (await LiveReader.OpenAsync(jana, "/desk/live", odd)).DisposeAsync();
    }

    [Theory, OnBoth]
    public async Task The_stream_of_somebody_who_has_left_ends_within_a_beat(Database database)
    {
        await using var app = await StartAsync(database);
        var company = await app.DemoOrganisationAsync();
        var nora = await app.AddPersonAsync(company, "Nora Neu", Role.Desk);
        await using var live = await LiveReader.OpenAsync(await app.SignInAsync(nora.Id), "/desk/live");
        await (await app.SignInAsync("cem")).ReportAsync("Sie hört zu");
        await live.PartAsync();
        app.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("beat", (await live.NextAsync())!.Value.EventType);
        await ChangeAsync(app, nora.Id, p => p.Leave(app.Time.GetUtcNow()));
        Assert.Equal("end", (await live.EndAsync(app, beats: 2))[^1].EventType);
    }

    [Theory, OnBoth]
    public async Task Whoever_has_left_hears_nothing_more_though_no_beat_has_passed(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, nora) = (await app.SignInAsync("cem"), await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Nora Neu", Role.Desk));
        await using var live = await LiveReader.OpenAsync(await app.SignInAsync(nora.Id), "/desk/live");
        await ChangeAsync(app, nora.Id, p => p.Leave(app.Time.GetUtcNow()));
        await cem.ReportAsync("Das geht sie nichts mehr an");
        Assert.Equal("end", (await live.NextAsync())!.Value.EventType);
        Assert.Null(await live.NextAsync());
    }

    [Theory, OnBoth]
    public async Task Signing_out_everywhere_ends_the_open_streams_too(Database database)
    {
        await using var app = await StartAsync(database);
        var company = await app.DemoOrganisationAsync();
        var nora = await app.AddPersonAsync(company, "Nora Neu", Role.Desk);
        await using var live = await LiveReader.OpenAsync(await app.SignInAsync(nora.Id), "/desk/live");
        await app.WithDbAsync(company, async db =>
        {
            (await db.Set<Mitreden.Accounts.Account>().SingleAsync(a => a.Id == nora.AccountId)).SignOutEverywhere();
            await db.SaveChangesAsync();
        });
        Assert.Equal("end", (await live.EndAsync(app, beats: 2))[^1].EventType);
    }

    [Theory, OnBoth]
    public async Task A_busy_stream_ends_too_when_the_role_is_gone(Database database)
    {
        await using var app = await StartAsync(database);
        var nora = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Nora Neu", Role.Desk);
        var cem = await app.SignInAsync("cem");
        await using var live = await LiveReader.OpenAsync(await app.SignInAsync(nora.Id), "/desk/live");
        await cem.ReportAsync("Darf sie noch sehen");
        await live.PartAsync();
        await ChangeAsync(app, nora.Id, p => p.Give(Role.None));
        for (var n = 0; n < 40; n++)
        {
            app.Time.Advance(TimeSpan.FromSeconds(1));
            await cem.ReportAsync($"Meldung {n}");
        }
        var told = 0;
        while (await live.NextAsync() is { } item && item.EventType != "end") told += item.EventType == "part" ? 1 : 0;
        Assert.InRange(told, 0, 20);
        Assert.Null(await live.NextAsync());
    }

    [Theory, OnBoth]
    public async Task The_reporter_sees_who_has_it_and_what_they_write(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Was nun?", "heated");
        app.Time.Advance(TimeSpan.FromMinutes(3));
        await using var live = await LiveReader.OpenAsync(cem, $"/desk/reports/{id}/live");
        Assert.Contains("Noch niemand hat es gesehen", await live.PartAsync(), StringComparison.Ordinal);
        await live.PartAsync();
        await jana.DoAsync(id, "Acknowledge");
        var progress = await live.PartAsync();
        Assert.Contains("id=\"progress\"", progress, StringComparison.Ordinal);
        Assert.Contains("Jana Keller hat es um 10:03 gesehen", progress, StringComparison.Ordinal);
        await live.PartAsync();
        await jana.DoAsync(id, "Message", ("text", "Bin da, Cem."));
        await live.PartAsync();
        Assert.Contains("Bin da, Cem.", await live.PartAsync(), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task The_discussion_at_the_desk_shows_every_new_step(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana, tobias) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        var (id, other) = (await cem.ReportAsync("Diese"), await cem.ReportAsync("Eine andere"));
        await using var live = await LiveReader.OpenAsync(tobias, $"/desk/discussions/{id}/live");
        await live.PartAsync("id=\"here\"");
        await jana.DoAsync(other, "Acknowledge");
        await jana.DoAsync(id, "Acknowledge");
        await live.PartAsync("Bei Jana Keller");
        await live.PartAsync("Jana Keller kümmert sich");
        await live.PartAsync("id=\"here\"");
        Assert.False(await live.WithinAsync(TimeSpan.FromMilliseconds(300)));
    }

    [Fact]
    public async Task On_PostgreSQL_a_second_program_hears_what_the_first_one_stored()
    {
        await using var one = await StartAsync(Database.Postgres);
        await using var two = await TestApp.StartAsync(new TestAppOptions { Database = Database.Postgres, Address = one.Address });
        var (cem, jana) = (await one.SignInAsync("cem"), await two.SignInAsync("jana"));
        await using var live = await LiveReader.OpenAsync(jana, "/desk/live");
        for (var n = 0; n < 3; n++)
        {
            var id = await cem.ReportAsync($"Meldung {n}");
            while (!(await live.PartAsync()).Contains($"d-{id}", StringComparison.Ordinal)) { }
        }
    }

    private static async Task ChangeAsync(TestApp app, Guid person, Action<Person> change) => await app.WithDbAsync(await app.DemoOrganisationAsync(), async db =>
    {
        change(await db.Set<Person>().SingleAsync(p => p.Id == person));
        await db.SaveChangesAsync();
    });
}
