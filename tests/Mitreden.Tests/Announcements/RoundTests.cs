using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mitreden.Announcements.Reading;
using Mitreden.Announcements.Rounds;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using Mitreden.Tests.Questions;

namespace Mitreden.Tests.Announcements;

/// <summary>A few questions without names, and afterwards what came of them.</summary>
public sealed class RoundTests
{
    [Fact]
    public void Three_rounds_ship_complete_in_every_form()
    {
        Assert.Equal(3, RoundTemplate.Shipped.Count);
        Assert.All(RoundTemplate.Shipped, t =>
        {
            Assert.True(t.Title.IsComplete);
            Assert.InRange(t.Questions.Count, 1, FeedbackRound.MostQuestions);
            Assert.All(t.Questions, q => Assert.True(q.Text.IsComplete && q.Options.All(o => o.IsComplete) && (q.Kind != AskKind.Choice || q.Options.Count >= 2), q.Text.Du));
        });
    }

    [Theory, OnBoth]
    public async Task From_a_template_to_what_came_of_it(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(10);
        var id = await OpenAsync(client);
        var clients = new List<HttpClient>();
        foreach (var reader in readers) clients.Add(await app.SignInAsync(reader.Id));
        Assert.NotNull((await clients[0].GetPageAsync("/")).QuerySelector($"a[href='/news/round/{id}']"));
        var asked = (await clients[0].GetPageAsync($"/news/round/{id}")).Text("main");
        Assert.Contains("Gefragt sind alle, 11 Leute. Davon leiten Runden und lesen die Ergebnisse: 1.", asked, StringComparison.Ordinal);
        Assert.Contains("erst ab 9 Antworten", asked, StringComparison.Ordinal);
        for (var n = 0; n < 9; n++) Assert.Equal("Danke. Deine Antworten sind dabei.", (await AnswerAsync(clients[n], id, ("q0", "4"), ("q1", "0"), ("q3", n == 0 ? "Nur eins." : $"Wort {n}"))).Text("h2"));
        await AnswerAsync(clients[9], id, ("q1", "2"));
        Assert.Null((await clients[0].GetPageAsync("/")).QuerySelector($"a[href='/news/round/{id}']"));
        // While it is open nobody sees anything, not even how many.
        var lead = await client.GetPageAsync($"/news/rounds/{id}");
        Assert.DoesNotContain("Wort", lead.Text("main"), StringComparison.Ordinal);
        Assert.Empty(lead.QuerySelectorAll("table"));
        app.Time.Advance(TimeSpan.FromDays(11));
        lead = await client.GetPageAsync($"/news/rounds/{id}");
        Assert.Contains("9 bis 19 Antworten", lead.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Wort 3", lead.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Weniger als 9 Antworten", lead.Text("main"), StringComparison.Ordinal);
        Assert.Equal(["fast alle", "niemand oder wenige", "niemand oder wenige"], lead.QuerySelectorAll("section")[1].QuerySelectorAll("td").Select(c => c.TextContent));
        app.Time.Advance(TimeSpan.FromDays(28));
        (client, clients[0]) = (await app.SignInAsync(writer.Id), await app.SignInAsync(readers[0].Id));
        lead = await client.GetPageAsync($"/news/rounds/{id}");
        Assert.NotNull((await client.GetPageAsync("/")).QuerySelector($"a.card[href='/news/rounds/{id}']"));
        var said = await client.SubmitAndFollowAsync(lead.QuerySelector("form[action$='Say']"), ("pairs[0].Said", "Zu wenig Zeit"), ("pairs[0].Text", "Eine Stunde mehr"),
            ("pairs[1].Said", "Mehr Geld"), ("pairs[1].Text", "es das Budget nicht hergibt"), ("pairs[1].Changed", "false"));
        Assert.Contains("Eine Stunde mehr", said.Text("main"), StringComparison.Ordinal);
        Assert.NotNull((await clients[0].GetPageAsync("/")).QuerySelector($"a[href='/news/round/{id}']"));
        var page = await clients[0].GetPageAsync($"/news/round/{id}");
        Assert.Contains("Das haben wir nicht geändert", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Wort 3", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("daraus wurde", (await clients[0].GetPageAsync("/news")).Text("#rounds ~ ul"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task What_lies_in_the_database_after_an_answer_does_not_lead_to_whoever_gave_it(Database database)
    {
        var log = new Logged();
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Services = s => s.AddSingleton<ILoggerProvider>(log) });
        var (writer, client, readers) = await app.CompanyAsync(8);
        var id = await OpenAsync(client);
        await app.FillAsync(writer.OrganisationId);
        await app.RunJobsAsync();
        var reader = await app.SignInAsync(readers[2].Id);
        var form = (await reader.GetPageAsync($"/news/round/{id}")).QuerySelector("main form");
        var (before, logged) = (await Dump.OfAsync(app), log.Lines.Count);
        using var answer = await reader.SubmitAsync(form, ("q0", "1"), ("q3", "Ein Satz von mir"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var after = await Dump.OfAsync(app);
        var come = after.Except(before).ToList();
        var answers = come.Where(r => r.StartsWith("FeedbackAnswers: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, answers.Count);
        Assert.Equal(1 + Marks.Others, come.Count(r => r.StartsWith("OwnNews: ", StringComparison.Ordinal)));
        Assert.Equal(2 + 1 + Marks.Others, come.Count);
        foreach (var row in answers)
        {
            foreach (var trace in new[] { readers[2].Id.ToString(), readers[2].AccountId.ToString()!, readers[2].Name }) Assert.DoesNotContain(trace, row, StringComparison.OrdinalIgnoreCase);
            var keys = row["FeedbackAnswers: ".Length..].Split('|').Where(p => Guid.TryParse(p, out _)).Select(Guid.Parse).Where(k => k != writer.OrganisationId && k != id).ToList();
            Assert.Equal(4, Assert.Single(keys).Version);
            Assert.DoesNotContain(":", row["FeedbackAnswers: ".Length..], StringComparison.Ordinal);
        }
        Assert.All(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], c => Assert.Contains("expires=Thu, 01 Jan 1970", c, StringComparison.Ordinal));
        Assert.Equal(logged, log.Lines.Count);
        Assert.Equal(0, await app.RunJobsAsync());
    }

    [Theory, OnBoth]
    public async Task Neither_the_place_of_an_answer_nor_its_transaction_tells_who_answered_first(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(12);
        var id = await OpenAsync(client);
        for (var n = 0; n < 12; n++) await AnswerAsync(await app.SignInAsync(readers[n].Id), id, ("q3", $"Reihe {n + 10}"), ("q0", "2"));
        var given = Enumerable.Range(10, 12).Select(n => $"Reihe {n}").ToList();
        var read = (await Dump.OfAsync(app, "SELECT \"Text\" FROM \"FeedbackAnswers\"")).Where(t => t.Length > 0).ToList();
        Assert.Equal(given, read.Order(StringComparer.Ordinal));
        Assert.NotEqual(given, read);
        if (database == Database.Sqlite)
        {
            Assert.Contains("no such column", (await Assert.ThrowsAnyAsync<Exception>(() => Dump.OfAsync(app, "SELECT rowid FROM \"FeedbackAnswers\""))).Message, StringComparison.Ordinal);
            return;
        }
        Assert.NotEqual(given, (await Dump.OfAsync(app, "SELECT \"Text\" FROM \"FeedbackAnswers\" WHERE \"Text\" <> '' ORDER BY ctid")).ToList());
        var answered = (await Dump.OfAsync(app, "SELECT xmin::text FROM \"FeedbackAnswers\"")).Distinct().ToList();
        Assert.DoesNotContain(Assert.Single(answered), await Dump.OfAsync(app, "SELECT xmin::text FROM \"OwnNews\""));
    }

    [Theory, OnBoth]
    public async Task Everybody_answers_once_and_those_who_are_not_asked_not_at_all(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(8);
        var id = await OpenAsync(client, ("Some", "true"), ("Departments", "Montage"));
        var reader = await app.SignInAsync(readers[0].Id);
        Assert.Contains("Gefragt: Montage, zusammen 8 Leute.", (await reader.GetPageAsync($"/news/round/{id}")).Text("main"), StringComparison.Ordinal);
        var form = (await reader.GetPageAsync($"/news/round/{id}")).QuerySelector("main form");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await reader.SubmitAsync(form)).StatusCode);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => reader.SubmitAsync(form, ("q0", "3"))));
        using (await reader.SubmitAsync(form, ("q0", "1"))) { }
        Assert.Equal([3], await app.WithDbAsync(writer.OrganisationId, db => db.Set<RoundAnswer>().Select(a => a.Choice!.Value).ToListAsync()));
        // Whoever leads it is in no department that is asked.
        Assert.Null((await client.GetPageAsync($"/news/round/{id}")).QuerySelector("main form"));
        var stranger = await app.FoundAsync("Fremd AG");
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync(stranger.Id)).GetAsync($"/news/round/{id}")).StatusCode);
        var late = await app.SignInAsync((await app.AddPersonAsync(writer.OrganisationId, "Lena Late")).Id);
        form = (await late.GetPageAsync($"/news/round/{id}")).QuerySelector("main form");
        app.Time.Advance(TimeSpan.FromDays(11));
        Assert.Equal("Die Runde ist beendet", (await (await late.SubmitAsync(form, ("q0", "1"))).PageAsync()).Text("h2"));
        Assert.Single(await app.WithDbAsync(writer.OrganisationId, db => db.Set<RoundAnswer>().ToListAsync()));
    }

    [Theory, OnBoth]
    public async Task Seven_beside_those_who_lead_are_not_asked_alone(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, _) = await app.CompanyAsync(7);
        for (var n = 0; n < 3; n++) await app.AddPersonAsync(writer.OrganisationId, $"Autorin {n}", Role.Author);
        var refused = await (await SubmitOpenAsync(client, await BeginAsync(client), ("Title", "Nur wir"), ("Some", "true"), ("Departments", "Montage"))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("weniger als 8 Leute", refused.Text("#refusal"), StringComparison.Ordinal);
        Assert.Equal("Nur wir", refused.QuerySelector("#title")!.GetAttribute("value"));
        await app.AddPersonAsync(writer.OrganisationId, "Eine mehr");
        using var opened = await SubmitOpenAsync(client, refused);
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        Assert.Equal(3, (await app.WithDbAsync(writer.OrganisationId, db => db.Set<FeedbackRound>().SingleAsync())).Leads);
    }

    [Theory, OnBoth]
    public async Task What_those_who_lead_may_have_answered_themselves_comes_on_top_of_eight(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(11);
        var authors = new List<Person>();
        for (var n = 0; n < 3; n++) authors.Add(await app.AddPersonAsync(writer.OrganisationId, $"Autorin {n}", Role.Author));
        var id = await OpenAsync(client, ("Some", "true"), ("Departments", "Montage"));
        foreach (var reader in readers.Take(10)) await AnswerAsync(await app.SignInAsync(reader.Id), id, ("q0", "4"));
        await AnswerAsync(await app.SignInAsync(readers[10].Id), id, ("q1", "0"));
        app.Time.Advance(TimeSpan.FromDays(11));
        Assert.Contains("Weniger als 11 Antworten", (await client.GetPageAsync($"/news/rounds/{id}")).QuerySelectorAll("section")[0].TextContent, StringComparison.Ordinal);
        // Nobody hands in a role, or moves, to see it.
        var ids = authors.Select(a => a.Id).ToList();
        await app.WithDbAsync(writer.OrganisationId, db => db.Set<Person>().Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(set => set.SetProperty(p => p.Roles, Role.None).SetProperty(p => p.Department, "Vertrieb")));
        Assert.Contains("Weniger als 11 Antworten", (await client.GetPageAsync($"/news/rounds/{id}")).QuerySelectorAll("section")[0].TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_form_takes_fifty_answers_along_and_nobody_finds_one_again_by_its_key(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, _) = await app.CompanyAsync();
        var id = await OpenAsync(client);
        var round = await app.WithDbAsync(writer.OrganisationId, db => db.Set<FeedbackRound>().AsNoTracking().SingleAsync());
        IReadOnlyList<RoundAnswer> Form(string choice) => RoundAnswer.Of(round, new Dictionary<int, string> { [0] = choice });
        Task<List<Guid>> KeysAsync() => app.WithDbAsync(writer.OrganisationId, db => db.Set<RoundAnswer>().Select(a => a.Id).ToListAsync());
        async Task PutAsync(Func<Tray, Task> put)
        {
            await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().For(writer.OrganisationId);
            await put(scope.ServiceProvider.GetRequiredService<Tray>());
        }
        await PutAsync(tray => tray.PutAsync(id, [.. Enumerable.Repeat("1", Tray.Companions + 20).SelectMany(choice => Form(choice))]));
        var first = await KeysAsync();
        await PutAsync(tray => tray.PutAsync(id, Form("3")));
        var second = await KeysAsync();
        Assert.Equal((Tray.Companions + 21, 20), (second.Count, second.Intersect(first).Count()));
        await PutAsync(tray => tray.ShakeAsync(id));
        var third = await KeysAsync();
        Assert.Equal((Tray.Companions + 21, 0), (third.Count, third.Intersect(second).Count()));
        Assert.Equal(1, await app.WithDbAsync(writer.OrganisationId, db => db.Set<RoundAnswer>().CountAsync(a => a.Choice == 3)));
    }

    [Theory, OnBoth]
    public async Task The_newest_twenty_rounds_that_are_for_somebody_are_listed(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, _, readers) = await app.CompanyAsync(1);
        FeedbackRound Round(string title, params string[] departments)
        {
            var round = FeedbackRound.Begin(writer.OrganisationId, RoundTemplate.Shipped[0], writer.Id, app.Time.GetUtcNow());
            round.Write(title, "", round.Questions, departments);
            round.Open(new DateOnly(2027, 3, 2), 10, writer.Id);
            return round;
        }
        await app.WithDbAsync(writer.OrganisationId, db =>
        {
            db.AddRange(Round("Für die Montage", "Lager", "Montage"), Round("Für andere", "Montage Nord"), Round("Für niemanden hier", "Lager"));
            return db.SaveChangesAsync();
        });
        var reader = await app.SignInAsync(readers[0].Id);
        Assert.Equal(["Für die Montage"], (await reader.GetPageAsync("/news")).QuerySelectorAll("#rounds ~ ul strong").Select(t => t.TextContent));
        await app.WithDbAsync(writer.OrganisationId, db =>
        {
            db.AddRange(Enumerable.Range(0, 25).Select(n => Round($"Für alle {n}")));
            return db.SaveChangesAsync();
        });
        Assert.Equal(20, (await reader.GetPageAsync("/news")).QuerySelectorAll("#rounds ~ ul strong").Length);
    }

    [Theory, OnBoth]
    public async Task An_open_round_is_not_changed_and_of_two_who_prepare_one_the_second_is_told(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (_, client, _) = await app.CompanyAsync();
        var page = await BeginAsync(client);
        var second = await client.GetPageAsync(page.Location.PathName);
        using (await client.SubmitAsync(Draft(page), ("Title", "Erster"))) { }
        var refused = await (await client.SubmitAsync(Draft(second), ("Title", "Zweiter"))).PageAsync(HttpStatusCode.Conflict);
        Assert.Equal("Zweiter", refused.QuerySelector("#title")!.GetAttribute("value"));
        var form = Draft(refused)!;
        form.SetAttribute("action", form.GetAttribute("action") + "?handler=Open");
        using (await client.SubmitAsync(form)) { }
        Assert.Null(Draft(await client.GetPageAsync(page.Location.PathName)));
        Assert.Equal(HttpStatusCode.Conflict, (await client.SubmitAsync(form)).StatusCode);
    }

    [Theory, OnBoth]
    public async Task As_many_words_as_the_fields_take_can_be_stored(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, _) = await app.CompanyAsync();
        var (german, english) = (new string('ü', RoundQuestion.Longest), new string('é', RoundQuestion.Longest));
        string Lines(string line) => string.Join('\n', Enumerable.Repeat(line, RoundQuestion.MostOptions));
        (string, string?)[] fields = [.. Enumerable.Range(0, FeedbackRound.MostQuestions).SelectMany(n => new (string, string?)[]
        {
            ($"Questions[{n}].Kind", "Choice"), ($"Questions[{n}].Text", german), ($"Questions[{n}].TextEn", english), ($"Questions[{n}].Options", Lines(german)), ($"Questions[{n}].OptionsEn", Lines(english)),
        })];
        using var answer = await client.SubmitAsync(Draft(await BeginAsync(client)), fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var round = await app.WithDbAsync(writer.OrganisationId, db => db.Set<FeedbackRound>().SingleAsync());
        Assert.Equal(FeedbackRound.MostQuestions, round.Questions.Count(q => q.Text.Du == german && q.Options.Count == RoundQuestion.MostOptions && q.Options.All(o => o.English == english)));
        Assert.DoesNotContain("\\u", round.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_that_take_more_room_than_there_is_are_refused_before_the_database_refuses_them()
    {
        var round = FeedbackRound.Begin(Guid.CreateVersion7(), null, Guid.CreateVersion7(), TestApp.Beginning);
        var quoted = new string('"', RoundQuestion.Longest);
        var words = new Wording(quoted, quoted, quoted);
        var question = new RoundQuestion(AskKind.Choice, words, [.. Enumerable.Repeat(words, RoundQuestion.MostOptions)]);
        var refused = Assert.Throws<NewsException>(() => round.Write("Titel", "", [.. Enumerable.Repeat(question, FeedbackRound.MostQuestions)], []));
        Assert.Equal((NewsFault.TooLong, "questions"), (refused.Why, refused.Blamed));
        Assert.Empty(round.Questions);
    }

    private static IElement? Draft(IDocument page) => page.QuerySelector("form[data-keep='Version']");

    private static async Task<IDocument> BeginAsync(HttpClient client) =>
        await client.SubmitAndFollowAsync((await client.GetPageAsync("/news/rounds")).QuerySelector("form[action='/news/rounds']"), ("template", "after-information"));

    private static Task<HttpResponseMessage> SubmitOpenAsync(HttpClient client, IDocument page, params (string, string?)[] fields)
    {
        var form = Draft(page)!;
        form.SetAttribute("action", form.GetAttribute("action") + "?handler=Open");
        return client.SubmitAsync(form, fields);
    }

    private static async Task<Guid> OpenAsync(HttpClient client, params (string, string?)[] fields)
    {
        using var answer = await SubmitOpenAsync(client, await BeginAsync(client), fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return Guid.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    private static async Task<IDocument> AnswerAsync(HttpClient client, Guid id, params (string, string?)[] answers) =>
        await client.SubmitAndFollowAsync((await client.GetPageAsync($"/news/round/{id}")).QuerySelector("main form"), answers);
}
