using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Desk.Playbooks;

namespace Mitreden.Tests.Desk;

/// <summary>A closer look shows parts and no sum; the reporter says whether the hand-over stands there; text blocks are copied from.</summary>
public sealed class CloserLookTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task What_was_seen_stands_side_by_side_and_what_nobody_knows_stays_open(Database database)
    {
        var app = await apps.OnAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Streit in der Gruppe");
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Look", ("colleague", "Undisclosed"), ("arousal", "2"), ("reach", "0"));
        var page = await jana.GetPageAsync($"/desk/discussions/{id}");
        var parts = page.QuerySelectorAll(".parts__one").Select(p => p.TextContent).ToList();
        Assert.Equal(2, parts.Count);
        Assert.Contains("Wütend", parts[0], StringComparison.Ordinal);
        Assert.Contains("Jemand von uns, nicht gesagt", page.Text("#parts"), StringComparison.Ordinal);
        Assert.Equal("PB1", page.QuerySelector("#playbooks ~ ul a")!.GetAttribute("href")!.Split('/')[^1]);
        Assert.DoesNotContain("Wütend", (await cem.GetPageAsync($"/desk/reports/{id}")).Body!.TextContent, StringComparison.Ordinal);
        using var wrong = await jana.ActAsync(id, "Look", ("arousal", "4"));
        Assert.Contains("Diese Auswahl gibt es nicht", (await wrong.PageAsync(HttpStatusCode.UnprocessableEntity)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await app.StoredAsync(id)).Arousal);
    }

    [Fact]
    public void Who_is_known_to_be_in_it_decides_which_playbook_fits()
    {
        int? Fit(string id, Involvement tap, Colleague? colleague) => Playbook.Shipped.Single(p => p.Id == id).Fits(2, Voice.Customer, Truth.Opinion, tap, colleague);
        Assert.Null(Fit("PB1", Involvement.Watching, null));
        Assert.NotNull(Fit("PB1", Involvement.Watching, Colleague.Undisclosed));
        Assert.Null(Fit("PB1", Involvement.Wrote, Colleague.Disclosed));
        Assert.True(Playbook.Shipped.Single(p => p.Id == "PB10").Fits(null, null, null, Involvement.Watching, Colleague.Attacked) >= 16);
    }

    [Theory, OnBoth]
    public async Task The_reporter_says_whether_the_sentence_stands_there(Database database)
    {
        var app = await apps.OnAsync(database);
        var (anna, jana) = (await app.SignInAsync("anna"), await app.SignInAsync("jana"));
        var id = await anna.ReportAsync("Ich stecke mittendrin", "wrote");
        Assert.Null((await anna.GetPageAsync($"/desk/reports/{id}")).QuerySelector("#hand-over-said"));
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "TakeOver");
        using (var said = await anna.SayAsync(id, "HandedOver", ("posted", "true"))) Assert.Equal("Danke. Das Team sieht es.", (await anna.FollowAsync(said)).Text(".toast"));
        using (var again = await anna.SayAsync(id, "HandedOver", ("posted", "true"))) Assert.Null((await anna.FollowAsync(again)).QuerySelector(".toast"));
        var page = await jana.GetPageAsync($"/desk/discussions/{id}");
        Assert.Contains("Abgabesatz ist gepostet", page.Text("#parts"), StringComparison.Ordinal);
        Assert.Single((await app.StoredAsync(id)).Events, e => e.Kind == EventKind.HandedOver);
    }

    [Theory, OnBoth]
    public async Task A_step_of_the_program_at_the_same_moment_is_nobody_who_was_faster(Database database)
    {
        var app = await apps.OnAsync(database);
        var (jana, organisation) = ((await app.PersonAsync("jana")).Id, await app.DemoOrganisationAsync());
        var id = await (await app.SignInAsync("stefan")).ReportAsync("Gleichzeitig");
        await app.WithDbAsync(organisation, async db =>
        {
            var mine = await db.Set<Discussion>().SingleAsync(d => d.Id == id);
            var before = mine.Version;
            await app.WithDbAsync(organisation, async other =>
            {
                (await other.Set<Discussion>().SingleAsync(d => d.Id == id)).Escalate(Reached.Backup, other.Time.GetUtcNow());
                await other.SaveChangesAsync();
            });
            mine.Acknowledge(jana, db.Time.GetUtcNow());
            await Assert.ThrowsAnyAsync<DbUpdateException>(() => db.SaveChangesAsync());
            db.ChangeTracker.Clear();
            Assert.True(await DeskChanges.NobodyWasFasterAsync(db, id, before, whoHasIt: false, default));
            await app.WithDbAsync(organisation, async other =>
            {
                (await other.Set<Discussion>().SingleAsync(d => d.Id == id)).Answer("Bist du schon da?", other.Time.GetUtcNow());
                await other.SaveChangesAsync();
            });
            // Its reporter takes it from nobody; what answers them is another thing.
            Assert.True(await DeskChanges.NobodyWasFasterAsync(db, id, before, whoHasIt: true, default));
            Assert.False(await DeskChanges.NobodyWasFasterAsync(db, id, before, whoHasIt: false, default));
            await app.WithDbAsync(organisation, async other =>
            {
                (await other.Set<Discussion>().SingleAsync(d => d.Id == id)).Acknowledge(jana, other.Time.GetUtcNow());
                await other.SaveChangesAsync();
            });
            Assert.False(await DeskChanges.NobodyWasFasterAsync(db, id, before, whoHasIt: true, default));
        });
    }

    [Theory, OnBoth]
    public async Task Text_blocks_are_written_once_and_found_beside_the_answer(Database database)
    {
        var app = await apps.OnAsync(database);
        var (cem, jana, tobias) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        var page = await jana.GetPageAsync("/desk/blocks");
        await jana.SubmitAndFollowAsync(DeskSteps.Form(page, "Add"), ("title", "Garantie"), ("text", "Zwei Jahre, ohne Wenn und Aber."));
        var id = await cem.ReportAsync("Garantiefrage");
        await jana.DoAsync(id, "Acknowledge");
        Assert.Contains("ohne Wenn und Aber", (await jana.GetPageAsync($"/desk/discussions/{id}")).Body!.TextContent, StringComparison.Ordinal);

        var old = DeskSteps.Form(await tobias.GetPageAsync("/desk/blocks"), "Write");
        await jana.SubmitAndFollowAsync(DeskSteps.Form(await jana.GetPageAsync("/desk/blocks"), "Write"), ("text", "Drei Jahre."));
        using (var late = await tobias.SubmitAsync(old, ("text", "Vier Jahre.")))
        {
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            Assert.Contains("Vier Jahre.", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var empty = await jana.SubmitAsync(DeskSteps.Form(await jana.GetPageAsync("/desk/blocks"), "Add"), ("title", " "), ("text", "x"))) Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        await jana.SubmitAndFollowAsync(DeskSteps.Form(await jana.GetPageAsync("/desk/blocks"), "Remove"));
        Assert.DoesNotContain("Drei Jahre.", (await jana.GetPageAsync("/desk/blocks")).Body!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await cem.GetAsync("/desk/blocks")).StatusCode);
    }

    [Theory, OnBoth]
    public async Task When_nobody_has_come_everybody_at_the_desk_reads_it_on_every_page(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Es brennt", "heated");
        for (var minute = 0; minute < 16; minute++)
        {
            await app.RunJobsAsync();
            app.Time.Advance(TimeSpan.FromMinutes(1));
        }
        await app.RunJobsAsync();
        var page = await jana.GetPageAsync("/");
        Assert.Contains("niemand ist gekommen", page.Text("#nobody"), StringComparison.Ordinal);
        Assert.Equal($"/desk/discussions/{id}", page.QuerySelector("#nobody a")!.GetAttribute("href"));
        Assert.Null((await cem.GetPageAsync("/")).QuerySelector("#nobody"));
        await jana.DoAsync(id, "Acknowledge");
        Assert.Null((await jana.GetPageAsync("/")).QuerySelector("#nobody a"));
    }
}
