using System.Net;
using Mitreden.Tests.Participation;
using Mitreden.Tests.Placement;

namespace Mitreden.Tests.Questions;

/// <summary>However much is logged, no line leads from a question or an idea without a name to whoever has sent it.</summary>
public sealed class QuietLogTests
{
    private const string Words = "Sieht der Chef, was ich privat schreibe?";

    [Theory, OnBoth]
    public async Task However_much_is_logged_no_line_of_a_question_or_a_nameless_idea_names_its_sender(Database database)
    {
        var log = new EveryLine();
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Services = log.Listen });
        var (cem, client) = (await app.PersonAsync("cem"), await app.SignInAsync("cem"));
        await client.GetPageAsync("/questions");
        var before = log.Lines.Count;
        using (var asked = await client.AskAsync(Words)) Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        using (var sent = await client.HaveIdeaAsync("Ein Film aus der Montage", named: false)) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var lines = log.Lines.Skip(before).ToList();
        Assert.Single(await app.FoundAsync(cem.OrganisationId, Words));
        // It is really everything: the statement that stores the question stands there, without what is stored.
        Assert.Contains(lines, l => l.Contains("INSERT INTO \"Questions\"", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("Trace ", StringComparison.Ordinal));
        string[] names = [$"{cem.Id}", $"{cem.Id:N}", $"{cem.AccountId}", $"{cem.AccountId:N}", "Aydin", cem.Email!];
        Rule.Holds(lines.Where(l => names.Any(n => l.Contains(n, StringComparison.OrdinalIgnoreCase))).Select(l => l.Length > 300 ? l[..300] : l));
    }
}
