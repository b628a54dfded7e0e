using System.Net;
using System.Text.RegularExpressions;
using Mitreden.Foundation.Web;
using Mitreden.Tests.Architecture;

namespace Mitreden.Tests.Input;

/// <summary>Nothing that changes something is done without the token of a form, whoever asks.</summary>
public sealed partial class FormTokenTests
{
    /// <summary>What has no form of ours before it, and why; each keeps others out in another way.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["/demo/sign-in"] = "one tap of the demo, and nobody else is there to be harmed",
        ["/desk/alerts/{token}/received"] = "a phone in the pocket has no session; a secret of 128 bits says which alert",
        ["/desk/in"] = "a program has no session; its key says whose report it is",
        ["/desk/in/slack"] = "the chat program signs what it sends",
        ["/desk/in/teams"] = "the chat program signs what it sends",
        ["/desk/share-target"] = "the phone's share menu knows no token; it only leads to the form",
        ["/error/{code:int}"] = "shows what has gone wrong, and does nothing",
    };

    [Theory]
    [OnBoth(""), OnBoth("falsch")]
    public async Task Without_its_token_no_form_does_anything_even_for_whoever_may_do_everything(Database database, string token)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Alma Alles", Enum.GetValues<Role>().Aggregate((a, b) => a | b));
        var client = await app.SignInAsync(person.Id);
        // A page that gives out a token, so that a cookie is there and only the field is wrong.
        await client.GetPageAsync("/desk/share");
        var (wrong, doors) = (new List<string>(), (await Door.AllAsync(app)).Where(d => d.Method == "POST").ToList());
        Dictionary<string, string> fields = [];
        if (token.Length > 0) fields["__RequestVerificationToken"] = token;
        foreach (var door in doors.Where(d => !Others.ContainsKey(d.Route)))
        {
            using var answer = await client.PostAsync(Hole().Replace(door.Route, Fill), new FormUrlEncodedContent(fields));
            if (answer.StatusCode != HttpStatusCode.BadRequest) wrong.Add($"{door.Route}: {(int)answer.StatusCode} {answer.Headers.Location}, not 400");
        }
        wrong.AddRange(Others.Keys.Except(doors.Select(d => d.Route)).Select(route => $"{route} is on the list and does not exist"));
        Rule.Holds(wrong);
        Assert.True(doors.Count > 150, $"only {doors.Count} doors were tried");
    }

    [Theory]
    [OnBoth("/guideline/edit"), OnBoth("/desk/duty")]
    public async Task A_form_that_its_page_does_not_know_leads_nowhere(Database database, string path)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Alma Alles", Enum.GetValues<Role>().Aggregate((a, b) => a | b));
        var client = await app.SignInAsync(person.Id);
        var token = (await client.GetPageAsync("/desk/share")).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token });
        using var answer = await client.PostAsync($"{path}?handler=Unknown", form);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>Something of the right kind that leads nowhere: the token is looked at before it is.</summary>
    private static string Fill(Match hole) => hole.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.CreateVersion7().ToString() : hole.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "x";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
