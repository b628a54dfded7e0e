using AngleSharp;
using Mitreden.Foundation.Web;
using Mitreden.Learning;
using Mitreden.Learning.Stories;
using Mitreden.Organisations;
using Mitreden.Tests.Architecture;
using Mitreden.Tests.Questions;

namespace Mitreden.Tests.Placement;

/// <summary>What somebody answers and learns is tied to them for nobody but themselves: in no log, in no table, on no page of anybody else.</summary>
public sealed class NothingTiedTests
{
    [Theory, OnBoth]
    public async Task However_much_is_logged_no_line_names_whoever_answers_and_learns(Database database)
    {
        var log = new EveryLine();
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Services = log.Listen });
        var (person, client) = await ComeAsync(app);
        var before = log.Lines.Count;
        await LearnAsync(client);
        // The sign-in of tests names the person in its address, and may still be saying that it has ended.
        var lines = log.Lines.Skip(before).Where(l => !l.Contains(TestSignIn.Path, StringComparison.Ordinal)).ToList();
        // It is really everything: the framework even says which answer was given.
        Assert.Contains(lines, l => l.StartsWith("Trace ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("QuestionModel.OnPostAsync", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("PlacementSheets", StringComparison.Ordinal));
        Rule.Holds(lines.Where(l => Names(person).Any(n => l.Contains(n, StringComparison.OrdinalIgnoreCase))).Select(l => l.Length > 300 ? l[..300] : l));
    }

    [Theory, OnBoth]
    public async Task The_database_keeps_two_sealed_rows_of_it_and_nothing_else(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (person, client) = await ComeAsync(app);
        await app.RunJobsAsync();
        var (before, mails) = (await Dump.OfAsync(app), app.Mail.Sent.Count);
        await LearnAsync(client);
        Assert.Equal(0, await app.RunJobsAsync());
        var after = await Dump.OfAsync(app);
        var come = after.Except(before).ToList();
        Assert.Equal(["Logbooks", "PlacementSheets"], come.Select(row => row.Split(':')[0]).Order(StringComparer.Ordinal));
        Assert.Empty(before.Except(after));
        Assert.Equal(mails, app.Mail.Sent.Count);
        // The person, the organisation, the seal and a number of chance: no time, no count, no item beside them, and both as long as each other.
        Assert.All(come, row => Assert.Equal(4, row.Split('|').Length));
        Assert.All(come, row => Assert.Contains(person.Id.ToString(), row, StringComparison.OrdinalIgnoreCase));
        Assert.Single(come.Select(row => row.Split('|').Max(part => part.Split(' ')[^1].Length)).Distinct());
    }

    [Theory, OnBoth]
    public async Task Nothing_that_anybody_else_can_open_looks_different_afterwards(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (person, client) = await ComeAsync(app);
        var all = await app.SignInAsync((await app.AddPersonAsync(person.OrganisationId, "Alma Alles", Enum.GetValues<Role>().Aggregate((a, b) => a | b))).Id);
        string[] paths =
        [
            .. (await Door.AllAsync(app)).Where(d => d.Method == "GET" && !d.Route.Contains('{', StringComparison.Ordinal) && d.Route != "/desk/share/token").Select(d => d.Route).Distinct(),
            $"/people/{person.Id}", $"/people/{person.Id}/access",
        ];
        await app.RunJobsAsync();
        // What a page shows only once, such as that something is new, is over after the first look.
        await SeenAsync(all, paths);
        var before = await SeenAsync(all, paths);
        await LearnAsync(client);
        await app.RunJobsAsync();
        var after = await SeenAsync(all, paths);
        Rule.Holds(before.Where(b => after[b.Key] != b.Value).Select(b => $"{b.Key} has changed"));
        Assert.True(before.Values.Count(v => v.StartsWith("OK ", StringComparison.Ordinal)) > 40, $"only {before.Count} were seen");
    }

    private static async Task<(Person Person, HttpClient Client)> ComeAsync(TestApp app)
    {
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Kanaria Vogelsang");
        return (person, await app.SignInAsync(person.Id));
    }

    private static string[] Names(Person person) =>
        [$"{person.Id}", $"{person.Id:N}", $"{person.AccountId}", $"{person.AccountId:N}", "Kanaria", "Vogelsang", person.Email!];

    /// <summary>The whole entry, a unit with what is said behind it, and a story to its end.</summary>
    private static async Task LearnAsync(HttpClient client)
    {
        var page = await client.SubmitAndFollowAsync((await client.GetPageAsync("/placement")).QuerySelector("main form"), ("Reads", "1"), ("Reacts", "0"), ("Writes", "-1"));
        for (var questions = 0; page.QuerySelector("form input[name=item]") is not null; questions++)
        {
            Assert.True(questions < 14, "The questions do not come to an end.");
            page = await client.SubmitAndFollowAsync(page.QuerySelector("main form"), ("option", "1"));
        }
        page = await client.GetPageAsync("/learning/units/K3");
        while (page.QuerySelector("[data-step]:not([hidden])") is { } step) page = await client.SubmitAndFollowAsync(step.QuerySelector("form"));
        (await client.SubmitAsync(page.QuerySelector("form[action$=Tell]"), ("known", "true"))).Dispose();
        page = await client.GetPageAsync("/learning/scenarios/S1");
        foreach (var option in ScenarioCheck.Best(Catalogue.Shipped.Scenarios["S1"]).Chosen) page = await client.SubmitAndFollowAsync(page.QuerySelector("#now form"), ("option", option));
        Assert.NotNull(page.QuerySelector(".ending"));
        await client.GetPageAsync("/learning");
    }

    /// <summary>What stands on each page as text; streams are left out, for they tell what pages show.</summary>
    private static async Task<Dictionary<string, string>> SeenAsync(HttpClient client, IEnumerable<string> paths)
    {
        var seen = new Dictionary<string, string>();
        foreach (var path in paths)
        {
            using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            var type = answer.Content.Headers.ContentType?.MediaType;
            if (type == "text/event-stream") continue;
            var text = await answer.Content.ReadAsStringAsync();
            if (type == "text/html") text = (await BrowsingContext.New().OpenAsync(page => page.Content(text))).Body!.TextContent;
            seen[path] = $"{answer.StatusCode} {text}";
        }
        return seen;
    }
}
