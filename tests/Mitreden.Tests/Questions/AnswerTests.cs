using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;
using Mitreden.Privacy.Contracts;
using Mitreden.Questions;
using Mitreden.Questions.Contracts;

namespace Mitreden.Tests.Questions;

/// <summary>Answering by name, for everybody to read.</summary>
public sealed class AnswerTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task An_answer_is_read_by_everybody_with_the_name_of_who_gave_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var id = await app.PutAsync(company, "Was ist mit Frau Lehmann aus Halle 3?", "R07");
        await (await app.SignInAsync("sabine")).ReplyAsync(id, "Ganz **ruhig**. <script>alert(1)</script>", text: "Was ist mit einer Kollegin?");
        var anna = await app.SignInAsync("anna");
        var page = await anna.GetPageAsync("/questions");
        var article = page.QuerySelector($"#q-{id}")!;
        Assert.Equal("Was ist mit einer Kollegin?", article.QuerySelector("h2")!.TextContent);
        Assert.Equal("ruhig", article.QuerySelector(".prose strong")!.TextContent);
        Assert.Null(article.QuerySelector("script"));
        Assert.Contains("Dr. Sabine Muster", article.TextContent, StringComparison.Ordinal);
        Assert.Empty(await app.FoundAsync(company, "Was ist mit Frau Lehmann aus Halle 3?"));
        var search = page.QuerySelector("form[role=search]");
        Assert.Contains(id.ToString(), (await anna.SubmitAndFollowAsync(search, ("q", "KOLLEGIN"))).QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("einer Kollegin", (await anna.SubmitAndFollowAsync(search, ("q", "gibtesnicht"))).Text("main"), StringComparison.Ordinal);
        Assert.Contains("einer Kollegin", await anna.ReadAsync("/questions?rule=R07"), StringComparison.Ordinal);
        Assert.DoesNotContain("einer Kollegin", await anna.ReadAsync("/questions?rule=R08"), StringComparison.Ordinal);
        await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().For(company);
        var contract = scope.ServiceProvider.GetRequiredService<AnsweredQuestions>();
        Assert.Equal((1, "Was ist mit einer Kollegin?"), (await contract.CountAsync("R07"), Assert.Single(await contract.ListAsync("R07", 3)).Question));
        Assert.Equal("/questions/ask?rule=R07", AskAbout.Rule("R07"));
    }

    [Theory, OnBoth("E1"), OnBoth("care-1")]
    public async Task What_was_answered_about_a_rule_of_ones_own_or_of_a_line_of_business_is_found_by_it(Database database, string rule)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var id = await app.PutAsync(company, $"Gilt {rule} auch am Wochenende?", rule);
        await (await app.SignInAsync("sabine")).ReplyAsync(id, "Ja.");
        Assert.Contains($"Gilt {rule} auch am Wochenende?", await (await app.SignInAsync("anna")).ReadAsync(AskAbout.Answers(rule)), StringComparison.Ordinal);
        await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().For(company);
        Assert.Equal(id, Assert.Single(await scope.ServiceProvider.GetRequiredService<AnsweredQuestions>().ListAsync(rule, 3)).Id);
    }

    [Theory, OnBoth]
    public async Task What_somebody_looks_for_stands_in_no_address_not_even_of_the_next_page(Database database)
    {
        var app = await apps.OnAsync(database);
        var first = await app.FoundAsync();
        var day = DateOnly.FromDateTime(app.Time.GetUtcNow().UtcDateTime).AddDays(-1);
        await app.WithDbAsync(first.OrganisationId, db =>
        {
            for (var n = 0; n <= Readings.PerPage; n++)
            {
                var question = Question.Ask(first.OrganisationId, $"Suchwort {n}", null, day);
                db.AddRange(question, Reply.Give(question, question.Text, ReplyKind.Answered, "Ja.", first.Id, app.Time.GetUtcNow()));
            }
            return db.SaveChangesAsync();
        });
        var client = await app.SignInAsync(first.Id);
        var form = (await client.GetPageAsync("/questions")).QuerySelector("form[role=search]");
        Assert.Equal("post", form!.GetAttribute("method"));
        var page = await client.SubmitAndFollowAsync(form, ("q", "suchwort"));
        Assert.Equal(Readings.PerPage, page.QuerySelectorAll("main article").Length);
        Assert.DoesNotContain(page.QuerySelectorAll("main a"), a => a.GetAttribute("href")!.Contains("suchwort", StringComparison.OrdinalIgnoreCase));
        page = await (await client.PressAsync(page.QuerySelector("main button[name=p]"))).PageAsync();
        Assert.Single(page.QuerySelectorAll("main article"));
    }

    [Theory, OnBoth]
    public async Task Of_two_who_answer_the_second_is_told_and_keeps_what_they_wrote(Database database)
    {
        var app = await apps.OnAsync(database);
        var id = await app.PutAsync(await app.DemoOrganisationAsync(), "Wer ist schneller?");
        var (jana, miriam) = (await app.SignInAsync("jana"), await app.SignInAsync("miriam"));
        var (first, second) = ((await jana.GetPageAsync($"/questions/desk/{id}")).QuerySelector("form:has(#words)"), (await miriam.GetPageAsync($"/questions/desk/{id}")).QuerySelector("form:has(#words)"));
        Assert.Equal(HttpStatusCode.Redirect, (await jana.SubmitAsync(first, ("Form.Words", "Jana sagt ja."))).StatusCode);
        var page = await (await miriam.SubmitAsync(second, ("Form.Words", "Miriam sagt nein."))).PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("war jemand schneller", page.Text("#refusal"), StringComparison.Ordinal);
        Assert.Equal("Miriam sagt nein.", page.Text("#words"));
        Assert.Contains("Jana sagt ja.", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Jana sagt ja.", await miriam.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await miriam.SubmitAsync(page.QuerySelector("form:has(#words)"))).StatusCode);
        Assert.Contains("Miriam sagt nein.", await jana.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Of_two_in_the_same_moment_one_answer_is_kept_and_no_error_shown(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var id = await app.PutAsync(company, "Beide zugleich?");
        var clients = await Task.WhenAll(app.SignInAsync("jana"), app.SignInAsync("miriam"));
        var forms = await Task.WhenAll(clients.Select(async c => (await c.GetPageAsync($"/questions/desk/{id}")).QuerySelector("form:has(#words)")));
        var answers = await Task.WhenAll(clients.Zip(forms).Select(c => c.First.SubmitAsync(c.Second, ("Form.Words", "Zugleich."))));
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
    }

    [Theory, OnBoth]
    public async Task What_was_decided_is_taken_back_and_the_question_waits_again(Database database)
    {
        var app = await apps.OnAsync(database);
        var id = await app.PutAsync(await app.DemoOrganisationAsync(), "Doch noch mal?");
        var tobias = await app.SignInAsync("tobias");
        await tobias.ReplyAsync(id, "Das gehört woanders hin.", ReplyKind.SetAside);
        Assert.Contains("Das gehört woanders hin.", await (await app.SignInAsync("cem")).ReadAsync(), StringComparison.Ordinal);
        var undo = (await tobias.GetPageAsync($"/questions/desk/{id}")).QuerySelector("form[action*=Undo]");
        Assert.Contains("Doch noch mal?", (await tobias.SubmitAndFollowAsync(undo)).QuerySelector($"article:has(a[href$='{id}'])")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Doch noch mal?", await (await app.SignInAsync("cem")).ReadAsync(), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task What_attacks_somebody_is_shown_to_nobody_and_its_words_are_gone(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var id = await app.PutAsync(company, "Warum ist der Meister so ein Ekel?");
        var jana = await app.SignInAsync("jana");
        await jana.ReplyAsync(id, "Greift einen Kollegen an.", ReplyKind.Hidden);
        Assert.DoesNotContain("Greift", await (await app.SignInAsync("cem")).ReadAsync(), StringComparison.Ordinal);
        // Several words: one alone turns up by chance in what is sealed, which is written in letters.
        Assert.DoesNotContain(await Dump.OfAsync(app), line => line.Contains("so ein Ekel", StringComparison.Ordinal));
        var page = await jana.GetPageAsync($"/questions/desk/{id}");
        Assert.Contains("Greift einen Kollegen an.", page.Text("main"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#words"));
        Assert.Null(page.QuerySelector("form[action*=Undo]"));
    }

    [Theory, OnBoth]
    public async Task Only_those_who_answer_get_to_the_desk_and_only_their_own_company(Database database)
    {
        var app = await apps.OnAsync(database);
        var id = await app.PutAsync(await app.DemoOrganisationAsync(), "Wer darf?");
        foreach (var person in new[] { "anna", "ralf", "petra", "karin" })
            foreach (var path in new[] { "/questions/desk", $"/questions/desk/{id}" })
                Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(person)).GetAsync(path)).StatusCode);
        foreach (var person in new[] { "jana", "miriam", "sabine" }) await (await app.SignInAsync(person)).GetPageAsync($"/questions/desk/{id}");
        var foreign = await app.FoundAsync();
        var author = await app.AddPersonAsync(foreign.OrganisationId, "Fremde Autorin", Role.Author);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync(author.Id)).GetAsync($"/questions/desk/{id}")).StatusCode);
    }

    [Theory, OnBoth]
    public async Task Below_five_no_number_of_waiting_questions_is_shown_to_everybody(Database database)
    {
        var app = await apps.OnAsync(database);
        var first = await app.FoundAsync();
        var client = await app.SignInAsync(first.Id);
        for (var n = 1; n <= 4; n++) await app.PutAsync(first.OrganisationId, $"Wartet {n}");
        Assert.DoesNotContain("warten", await client.ReadAsync(), StringComparison.Ordinal);
        await app.PutAsync(first.OrganisationId, "Von heute zählt nicht", daysAgo: 0);
        Assert.DoesNotContain("warten", await client.ReadAsync(), StringComparison.Ordinal);
        await app.PutAsync(first.OrganisationId, "Wartet 5");
        Assert.Contains("Noch 5 Fragen warten", await client.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Cards_say_what_is_new_to_all_and_what_waits_to_those_who_answer(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var first = await app.FoundAsync();
        var author = await app.AddPersonAsync(first.OrganisationId, "Ada Autorin", Role.Author);
        var id = await app.PutAsync(first.OrganisationId, "Karte?");
        Assert.Null((await (await app.SignInAsync(first.Id)).GetPageAsync("/")).QuerySelector("a.card[href^='/questions']"));
        Assert.Equal("Eine Frage wartet", (await (await app.SignInAsync(author.Id)).GetPageAsync("/")).Text("a.card[href='/questions/desk'] h2"));
        await (await app.SignInAsync(author.Id)).ReplyAsync(id, "Ja.");
        Assert.Equal("Eine neue Antwort im Fragenkasten", (await (await app.SignInAsync(first.Id)).GetPageAsync("/")).Text("a.card[href='/questions'] h2"));
        app.Time.Advance(TimeSpan.FromDays(8));
        Assert.Null((await (await app.SignInAsync(author.Id)).GetPageAsync("/")).QuerySelector("a.card[href^='/questions']"));
    }

    [Theory, OnBoth]
    public async Task With_the_person_goes_the_name_and_the_answer_stays(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var erna = await app.AddPersonAsync(company, "Erna Antwort", Role.Author);
        var id = await app.PutAsync(company, "Bleibt das stehen?");
        await (await app.SignInAsync(erna.Id)).ReplyAsync(id, "Ja, das bleibt.");
        await using (var scope = app.Services.GetRequiredService<IServiceScopeFactory>().For(company))
            await scope.ServiceProvider.GetRequiredService<PersonalData>().EraseAsync(erna.Id, CancellationToken.None);
        var text = await (await app.SignInAsync("cem")).ReadAsync();
        Assert.Contains("Ja, das bleibt.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Erna", text, StringComparison.Ordinal);
        Assert.DoesNotContain(await Dump.OfAsync(app, "SELECT * FROM \"QuestionReplies\""), r => r.Contains(erna.Id.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Theory, OnBoth]
    public async Task After_ninety_days_only_answers_are_left(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var company = await app.DemoOrganisationAsync();
        var jana = await app.SignInAsync("jana");
        await app.PutAsync(company, "Wartet");
        await jana.ReplyAsync(await app.PutAsync(company, "Beantwortet"), "Ja.");
        await jana.ReplyAsync(await app.PutAsync(company, "Zurückgestellt"), "Weil.", ReplyKind.SetAside);
        await ForgetAsync(app, TimeSpan.FromDays(88));
        foreach (var text in new[] { "Wartet", "Beantwortet", "Zurückgestellt" }) Assert.Single(await app.FoundAsync(company, text));
        await ForgetAsync(app, TimeSpan.FromDays(2));
        Assert.Single(await app.FoundAsync(company, "Beantwortet"));
        foreach (var text in new[] { "Wartet", "Zurückgestellt" }) Assert.Empty(await app.FoundAsync(company, text));
    }

    [Theory, OnBoth]
    public async Task Somebody_who_answers_removes_what_is_wrong_for_good(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var id = await app.PutAsync(company, "Kann das weg?");
        var jana = await app.SignInAsync("jana");
        await jana.ReplyAsync(id, "Das war falsch.");
        await jana.SubmitAsync((await jana.GetPageAsync($"/questions/desk/{id}")).QuerySelector("form[action*=Remove]"));
        Assert.Empty(await app.FoundAsync(company, "Kann das weg?"));
        Assert.Equal(HttpStatusCode.NotFound, (await jana.GetAsync($"/questions/desk/{id}")).StatusCode);
    }

    private static async Task ForgetAsync(TestApp app, TimeSpan later)
    {
        app.Time.Advance(later);
        await app.Services.GetRequiredService<RecurringClock>().EnqueueDueAsync(CancellationToken.None);
        await app.RunJobsAsync();
    }
}
