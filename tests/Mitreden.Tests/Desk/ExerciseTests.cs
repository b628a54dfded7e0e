using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Desk.Afterwards;
using Mitreden.Desk.Jobs;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Desk;

/// <summary>A closed discussion becomes an exercise for everybody: names out first, two people, nothing that leads back.</summary>
public sealed class ExerciseTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task Each_finding_is_looked_at_before_it_goes_on(Database database)
    {
        var app = await apps.OnAsync(database);
        var jana = await app.SignInAsync("jana");
        var id = await app.ClosedAsync();
        var page = await jana.GetPageAsync($"/desk/discussions/{id}/exercise");
        var findings = page.QuerySelectorAll("#findings .choice del").Select(f => f.TextContent).ToList();
        Assert.All(ExerciseSteps.Secrets, secret => Assert.Contains(findings, f => f.Contains(secret, StringComparison.Ordinal)));
        Assert.All(ExerciseSteps.Secrets, secret => Assert.DoesNotContain(secret, page.Text("#text") + page.QuerySelector("#title")!.GetAttribute("value"), StringComparison.Ordinal));
        using (var blind = await jana.SubmitAsync(page.QuerySelector("#findings"), [.. ExerciseSteps.Ticks(page).Skip(1), ("text", "Mein eigener Text.")]))
        {
            var again = await blind.PageAsync(HttpStatusCode.UnprocessableEntity);
            Assert.Equal("Mein eigener Text.", again.QuerySelector("#text")!.TextContent);
            Assert.Equal(findings.Count - 1, again.QuerySelectorAll("#findings input[name=seen][checked]").Length);
        }
        Assert.Null(await app.ExerciseAsync(id));
        // The reporter writes meanwhile: what was not on the page has not been looked at.
        using (var answer = await (await app.SignInAsync("cem")).SayAsync(id, "Answer", ("text", "Übrigens heißt sie Gerlinde."))) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using (var late = await jana.SubmitAsync(page.QuerySelector("#findings"), [.. ExerciseSteps.Ticks(page)])) Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        page = await jana.LookAsync(id);
        Assert.NotNull(page.QuerySelector("#writing"));
        Assert.Equal(ExerciseState.Writing, (await app.ExerciseAsync(id))!.State);
        Assert.Equal(EventKind.ExerciseBegun, (await app.StoredAsync(id)).Events[^1].Kind);
    }

    [Theory, OnBoth]
    public async Task Two_people_and_it_is_there_for_everybody_and_the_discussion_is_learned_from(Database database)
    {
        var app = await apps.OnAsync(database);
        var (jana, miriam, cem) = (await app.SignInAsync("jana"), await app.SignInAsync("miriam"), await app.SignInAsync("cem"));
        var id = await app.ClosedAsync();
        var page = await jana.OfferAsync(await jana.LookAsync(id));
        Assert.NotNull(page.QuerySelector("#waiting"));
        Assert.Null(page.QuerySelector("#agree"));
        var exercise = (await app.ExerciseAsync(id))!;
        // Whoever wrote it cannot agree, with whatever form.
        var token = (await jana.ShareFormAsync()).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using (var own = await jana.PostAsync($"/desk/exercises/{exercise.Id}?handler=Agree", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("revision", $"{exercise.Revision}")])))
            Assert.Contains("nur jemand anderes", (await own.PageAsync(HttpStatusCode.Conflict)).Text(".notice--error"), StringComparison.Ordinal);
        Assert.DoesNotContain("Drei Tage Stille", (await cem.GetPageAsync("/learning/scenarios")).Body!.TextContent, StringComparison.Ordinal);
        await miriam.AgreeAsync(exercise.Id);
        exercise = (await app.ExerciseAsync(id))!;
        Assert.Contains("Drei Tage Stille", (await cem.GetPageAsync("/learning/scenarios")).Body!.TextContent, StringComparison.Ordinal);
        var story = await cem.GetPageAsync($"/learning/scenarios/{exercise.Key}");
        Assert.Equal(3, story.QuerySelectorAll("button.choice").Length);
        Assert.All(ExerciseSteps.Secrets.Except(["Cem"]).Append(id.ToString()), secret => Assert.DoesNotContain(secret, story.DocumentElement.OuterHtml, StringComparison.Ordinal));
        var end = await cem.SubmitAndFollowAsync(story.QuerySelector("#now form"), ("option", "a"));
        Assert.Equal("good", end.QuerySelector(".ending")!.GetAttribute("data-outcome"));
        var stored = await app.StoredAsync(id);
        Assert.Equal((DiscussionState.Learned, EventKind.Learned, null), (stored.State, stored.Events[^1].Kind, stored.Events[^1].Text));
        Assert.Contains("Daraus gelernt", (await jana.GetPageAsync("/desk?show=closed")).Text($"#d-{id}"), StringComparison.Ordinal);
        Assert.Contains("Übung ist für alle da", (await jana.GetPageAsync($"/desk/discussions/{id}")).Text("#timeline"), StringComparison.Ordinal);
        // The reporter reads how it ended, and nothing of this.
        Assert.Contains("abgeschlossen", await cem.ProgressAsync(id), StringComparison.Ordinal);
        Assert.DoesNotContain("gelernt", (await cem.GetPageAsync("/desk/reports")).Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Learned", await (await cem.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_no_has_a_reason_and_a_change_needs_agreement_anew(Database database)
    {
        var app = await apps.OnAsync(database);
        var (jana, miriam, tobias) = (await app.SignInAsync("jana"), await app.SignInAsync("miriam"), await app.SignInAsync("tobias"));
        var id = await app.ClosedAsync();
        await jana.OfferAsync(await jana.LookAsync(id));
        var address = $"/desk/exercises/{(await app.ExerciseAsync(id))!.Id}";
        var before = await tobias.GetPageAsync(address);
        Assert.Contains("Das ist zu eng.", (await miriam.SubmitAndFollowAsync((await miriam.GetPageAsync(address)).QuerySelector("#reject"), ("reason", "Das ist zu eng."))).Text("#reason"), StringComparison.Ordinal);
        await miriam.OfferAsync(await miriam.GetPageAsync(address), "Ein paar Tage Stille");
        // Tobias still has the page from before: he has not seen what he would agree to.
        using (var old = await tobias.SubmitAsync(before.QuerySelector("#agree"))) Assert.Equal(HttpStatusCode.Conflict, old.StatusCode);
        Assert.Equal(ExerciseState.Offered, (await app.ExerciseAsync(id))!.State);
        await jana.AgreeAsync((await app.ExerciseAsync(id))!.Id);
        var key = (await app.ExerciseAsync(id))!.Key;
        // Changed by one person, the old form stays out there until another has seen the new one.
        await tobias.OfferAsync(await tobias.GetPageAsync(address + "?write=true"), "Neue Fassung Stille");
        Assert.Contains("Ein paar Tage Stille", (await miriam.GetPageAsync($"/learning/scenarios/{key}")).Text("h1"), StringComparison.Ordinal);
        await miriam.AgreeAsync((await app.ExerciseAsync(id))!.Id);
        Assert.Contains("Neue Fassung Stille", (await miriam.GetPageAsync($"/learning/scenarios/{key}")).Text("h1"), StringComparison.Ordinal);
        Assert.Equal(key, (await app.ExerciseAsync(id))!.Key);
        // The editor for content is no way around the second person.
        using var alone = await Content.Author.PublishAsync(miriam, Content.Author.Write(await miriam.GetPageAsync($"/learning/content/scenarios/{key}"), ("title.du", "Allein")));
        Assert.Contains("Aus Diskussionen lernen", (await alone.PageAsync(HttpStatusCode.UnprocessableEntity)).Text(".notice--error"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task An_author_begins_and_sees_no_word_before_the_desk_has_looked_and_never_the_original(Database database)
    {
        var app = await apps.OnAsync(database);
        var (jana, miriam) = (await app.SignInAsync("jana"), await app.SignInAsync("miriam"));
        var id = await app.ClosedAsync();
        var list = await miriam.GetPageAsync("/desk/exercises");
        NoSecret(list);
        var page = await miriam.SubmitAndFollowAsync(list.QuerySelector($"button[value='{id}']")!.Closest("form"), ("discussion", id.ToString()));
        NoSecret(page);
        Assert.Null(page.QuerySelector("#writing"));
        Assert.Null(page.QuerySelector($"a[href*='{id}']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await miriam.GetAsync($"/desk/discussions/{id}/exercise")).StatusCode);
        var exercise = (await app.ExerciseAsync(id))!;
        await jana.LookAsync(id);
        page = await miriam.GetPageAsync($"/desk/exercises/{exercise.Id}");
        NoSecret(page);
        Assert.NotNull(page.QuerySelector("#writing"));
        Assert.Equal(exercise.Id, (await app.ExerciseAsync(id))!.Id);
        // What is not complete is saved and not offered.
        using (var early = await miriam.PressAsync(page.QuerySelector("#writing .button--primary"))) Assert.NotEmpty((await early.PageAsync(HttpStatusCode.UnprocessableEntity)).QuerySelectorAll(".notice--error .remarks li"));
        var more = await (await Content.Author.DoAsync(miriam, await miriam.GetPageAsync($"/desk/exercises/{exercise.Id}"), "add reactions")).PageAsync();
        Assert.Equal(4, more.QuerySelectorAll("#f-reactions > .entry").Length);
    }

    [Theory]
    [OnBoth("anna"), OnBoth("sabine"), OnBoth("ralf"), OnBoth("petra"), OnBoth("karin"), OnBoth("cem")]
    public async Task Nobody_else_comes_near(Database database, string person)
    {
        var app = await apps.OnAsync(database);
        var (jana, other) = (await app.SignInAsync("jana"), await app.SignInAsync(person));
        var id = await app.ClosedAsync();
        await jana.LookAsync(id);
        foreach (var address in new[] { "/desk/exercises", $"/desk/exercises/{(await app.ExerciseAsync(id))!.Id}", $"/desk/discussions/{id}/exercise" })
            Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(address)).StatusCode);
    }

    [Theory, OnBoth]
    public async Task Another_organisation_finds_nothing(Database database)
    {
        var app = await apps.OnAsync(database);
        var id = await app.ClosedAsync();
        await (await app.SignInAsync("jana")).LookAsync(id);
        var berta = await app.SignInAsync((await app.AddPersonAsync((await app.FoundAsync()).OrganisationId, "Berta am Desk", Role.Desk | Role.Author)).Id);
        foreach (var address in new[] { $"/desk/exercises/{(await app.ExerciseAsync(id))!.Id}", $"/desk/discussions/{id}/exercise" })
            Assert.Equal(HttpStatusCode.NotFound, (await berta.GetAsync(address)).StatusCode);
        Assert.Empty((await berta.GetPageAsync("/desk/exercises")).QuerySelectorAll(".list__item"));
    }

    [Theory, OnBoth]
    public async Task The_way_back_goes_with_the_discussion_and_the_exercise_stays(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (jana, miriam) = (await app.SignInAsync("jana"), await app.SignInAsync("miriam"));
        var id = await app.ClosedAsync();
        await jana.OfferAsync(await jana.LookAsync(id));
        await miriam.AgreeAsync((await app.ExerciseAsync(id))!.Id);
        Assert.Equal("E1", (await app.ExerciseAsync(id))!.Key);
        app.Time.Advance(TimeSpan.FromDays(KeepLimits.DiscussionDays + 1));
        await app.WithDbAsync(null, async db =>
        {
            db.Enqueue(new KeepLimits(), $"test:{Guid.CreateVersion7()}");
            await db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
        Assert.Null(await app.ExerciseAsync(id));
        Assert.False(await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Discussion>().AnyAsync(d => d.Id == id)));
        miriam = await app.SignInAsync("miriam");
        Assert.Contains("Drei Tage Stille", (await miriam.GetPageAsync("/learning/scenarios/E1")).Text("h1"), StringComparison.Ordinal);
        // Nothing leads back any more, so it is content like any other: an author changes it, and the next exercise gets a name of its own.
        Assert.Empty((await miriam.GetPageAsync("/desk/exercises")).QuerySelectorAll(".badge"));
        Assert.DoesNotContain(id.ToString(), await app.WithDbAsync(await app.DemoOrganisationAsync(), async db => string.Concat(await db.Set<Mitreden.Content.ContentVersion>().Select(v => v.Json).ToListAsync())), StringComparison.Ordinal);
        using (var changed = await Content.Author.PublishAsync(miriam, Content.Author.Write(await miriam.GetPageAsync("/learning/content/scenarios/E1"), ("title.du", "Vier Tage Stille"), ("title.sie", "Vier Tage Stille"), ("title.en", "Four silent days"))))
            Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Contains("Vier Tage Stille", (await miriam.GetPageAsync("/learning/scenarios/E1")).Text("h1"), StringComparison.Ordinal);
        var next = await app.ClosedAsync();
        jana = await app.SignInAsync("jana");
        await jana.OfferAsync(await jana.LookAsync(next), "Die zweite");
        await miriam.AgreeAsync((await app.ExerciseAsync(next))!.Id);
        Assert.Equal("E2", (await app.ExerciseAsync(next))!.Key);
        Assert.Contains("Vier Tage Stille", (await miriam.GetPageAsync("/learning/scenarios/E1")).Text("h1"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Those_who_may_be_the_second_hear_that_one_waits_and_nothing_of_it(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (jana, miriam, tobias) = (await app.SignInAsync("jana"), await app.SignInAsync("miriam"), await app.SignInAsync("tobias"));
        var id = await app.ClosedAsync();
        await jana.LookAsync(id);
        var exercise = (await app.ExerciseAsync(id))!;
        Assert.Null((await miriam.GetPageAsync("/")).QuerySelector($"a[href='/desk/exercises/{exercise.Id}']"));
        await jana.OfferAsync(await jana.GetPageAsync($"/desk/exercises/{exercise.Id}"));
        await app.RunJobsAsync();
        var mails = app.Mail.Sent.Where(m => m.Body.Contains($"/desk/exercises/{exercise.Id}", StringComparison.Ordinal)).ToList();
        Assert.Equal(["miriam@muster.example", "tobias@muster.example"], mails.Select(m => m.To).Order(StringComparer.Ordinal));
        Assert.All(ExerciseSteps.Secrets.Append("Drei Tage Stille"), secret => Assert.All(mails, m => Assert.DoesNotContain(secret, m.Subject + m.Body, StringComparison.Ordinal)));
        foreach (var second in new[] { miriam, tobias }) Assert.Contains("zweiten Blick", (await second.GetPageAsync("/")).Text($"a[href='/desk/exercises/{exercise.Id}']"), StringComparison.Ordinal);
        Assert.Contains("1 zum Ansehen", (await tobias.GetPageAsync("/desk")).Text("a[href='/desk/exercises'] .badge"), StringComparison.Ordinal);
        Assert.Null((await jana.GetPageAsync("/")).QuerySelector($"a[href='/desk/exercises/{exercise.Id}']"));
        Assert.Null((await jana.GetPageAsync("/desk")).QuerySelector("a[href='/desk/exercises'] .badge"));
        Assert.Null((await (await app.SignInAsync("anna")).GetPageAsync("/")).QuerySelector($"a[href='/desk/exercises/{exercise.Id}']"));
        // Not yet, and offered again as it stands: whoever reads mail hears of it anew, and what nobody waits for any more is told to nobody.
        await miriam.SubmitAndFollowAsync((await miriam.GetPageAsync($"/desk/exercises/{exercise.Id}")).QuerySelector("#reject"), ("reason", "Zu eng"));
        await jana.OfferAsync(await jana.GetPageAsync($"/desk/exercises/{exercise.Id}"));
        await miriam.AgreeAsync(exercise.Id);
        await app.RunJobsAsync();
        Assert.Equal(2, app.Mail.Sent.Count(m => m.Body.Contains($"/desk/exercises/{exercise.Id}", StringComparison.Ordinal)));
        Assert.Null((await tobias.GetPageAsync("/")).QuerySelector($"a[href='/desk/exercises/{exercise.Id}']"));
    }

    private static void NoSecret(IDocument page) => Assert.All(ExerciseSteps.Secrets, secret => Assert.DoesNotContain(secret, page.Body!.TextContent, StringComparison.Ordinal));
}
