using System.Net;
using AngleSharp.Dom;
using Mitreden.Desk;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Desk;

/// <summary>A report is for its reporter and the desk. Nobody else reads it, in whatever way they ask.</summary>
public sealed class WhoSeesTests(Apps apps) : IClassFixture<Apps>
{
    private const string Canary = "KanarienvogelGelb";

    private static async Task<Guid> TellAsync(TestApp app)
    {
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync([TestPictures.File()], ("title", Canary), ("text", Canary + " https://forum.example/" + Canary), ("involvement", "heated"));
        await app.RunJobsAsync();
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Triage", ("truth", "Partly"), ("voice", "Press"), ("severity", "4"), ("reason", Canary));
        await jana.DoAsync(id, "Message", ("text", Canary));
        await jana.DoAsync(id, "PublicWord", ("text", Canary));
        using (var answer = await cem.SayAsync(id, "Answer", ("text", Canary))) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await jana.DoAsync(id, "Resolve", ("outcome", "Calmed"), ("reason", Canary));
        await app.RunJobsAsync();
        return id;
    }

    private static async Task StatusAsync(HttpClient client, HttpStatusCode expected, params string[] paths)
    {
        foreach (var path in paths)
        {
            using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            Assert.True(answer.StatusCode == expected, $"{path}: {(int)answer.StatusCode}, not {(int)expected}");
        }
    }

    private static string[] AtDesk(Guid id) => [$"/desk/discussions/{id}", $"/desk/discussions/{id}/live"];

    private static string[] OfReporter(Guid id) => [$"/desk/reports/{id}", $"/desk/reports/{id}/live", $"/desk/discussions/{id}/pictures/1"];

    [Theory]
    [OnBoth("anna"), OnBoth("sabine"), OnBoth("ralf"), OnBoth("petra"), OnBoth("miriam"), OnBoth("karin")]
    public async Task Everybody_else_finds_nothing(Database database, string person)
    {
        var app = await apps.OnAsync(database);
        var id = await TellAsync(app);
        var client = await app.SignInAsync(person);
        await StatusAsync(client, HttpStatusCode.Forbidden, ["/desk", "/desk/live", "/desk?show=closed", .. AtDesk(id)]);
        await StatusAsync(client, HttpStatusCode.NotFound, OfReporter(id));
        // With the form tokens of a page of their own.
        var token = (await client.ShareFormAsync()).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var verb in new[] { "Acknowledge", "HandBack", "Triage", "Message", "TakeOver", "PublicWord", "Resolve", "Reopen" })
            Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(client, $"/desk/discussions/{id}?handler={verb}", token));
        foreach (var verb in new[] { "Answer", "BringBack", "Involvement", "Withdraw" })
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(client, $"/desk/reports/{id}?handler={verb}", token));
        Assert.Equal(DiscussionState.Resolved, (await app.StoredAsync(id)).State);
    }

    [Theory]
    [OnBoth("anna"), OnBoth("sabine"), OnBoth("ralf"), OnBoth("petra"), OnBoth("miriam"), OnBoth("karin")]
    public async Task No_page_they_can_reach_holds_a_word_of_it(Database database, string person)
    {
        var app = await apps.OnAsync(database);
        await TellAsync(app);
        var client = await app.SignInAsync(person);
        var (seen, waiting) = (new HashSet<string> { "/" }, new Queue<string>(["/"]));
        while (waiting.TryDequeue(out var path) && seen.Count < 120)
        {
            using var answer = await client.GetAsync(path);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            var html = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain(Canary, html, StringComparison.OrdinalIgnoreCase);
            if (answer.StatusCode == HttpStatusCode.OK)
                foreach (var link in (await answer.PageAsync()).QuerySelectorAll("a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0]))
                    if (seen.Add(link)) waiting.Enqueue(link);
        }
        Assert.InRange(seen.Count, 4, 250);
    }

    [Theory, OnBoth]
    public async Task No_mail_holds_a_word_of_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var id = await TellAsync(app);
        Assert.Contains(app.Mail.Sent, m => m.Body.Contains(id.ToString(), StringComparison.Ordinal));
        Assert.All(app.Mail.Sent, m => Assert.DoesNotContain(Canary, m.Subject + m.Body + m.Name, StringComparison.OrdinalIgnoreCase));
        Assert.All(app.Mail.Sent.Where(m => m.To != "cem@muster.example"), m => Assert.DoesNotContain("Cem", m.Subject + m.Body, StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task The_desk_of_another_organisation_finds_nothing(Database database)
    {
        var app = await apps.OnAsync(database);
        var id = await TellAsync(app);
        var company = (await app.FoundAsync()).OrganisationId;
        var berta = await app.SignInAsync((await app.AddPersonAsync(company, "Berta am Desk", Role.Desk)).Id);
        await StatusAsync(berta, HttpStatusCode.NotFound, [.. AtDesk(id), .. OfReporter(id)]);
        Assert.DoesNotContain(Canary, (await berta.GetPageAsync("/desk?show=closed")).Body!.TextContent, StringComparison.Ordinal);
        var token = (await berta.ShareFormAsync()).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(berta, $"/desk/discussions/{id}?handler=Reopen", token));
        await StatusAsync(berta, HttpStatusCode.NotFound, $"/desk/discussions/{Guid.CreateVersion7()}", "/desk/discussions/keine-id");
    }

    [Theory, OnBoth]
    public async Task Reporter_and_desk_see_what_is_theirs(Database database)
    {
        var app = await apps.OnAsync(database);
        var id = await TellAsync(app);
        var (cem, tobias) = (await app.SignInAsync("cem"), await app.SignInAsync("tobias"));
        await StatusAsync(cem, HttpStatusCode.OK, [$"/desk/reports/{id}", "/desk/reports", $"/desk/discussions/{id}/pictures/1"]);
        await StatusAsync(cem, HttpStatusCode.Forbidden, AtDesk(id));
        await StatusAsync(tobias, HttpStatusCode.OK, ["/desk", $"/desk/discussions/{id}", $"/desk/discussions/{id}/pictures/1"]);
        await StatusAsync(tobias, HttpStatusCode.NotFound, $"/desk/reports/{id}", $"/desk/discussions/{id}/pictures/2");
        Assert.Contains(Canary, (await tobias.GetPageAsync($"/desk/discussions/{id}")).Text("#timeline"), StringComparison.Ordinal);
        // What the desk thinks of it stays at the desk.
        Assert.DoesNotContain("Presse", (await cem.GetPageAsync($"/desk/reports/{id}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Without_a_session_everything_leads_to_the_sign_in_page(Database database)
    {
        var app = await apps.OnAsync(database);
        var id = await TellAsync(app);
        await StatusAsync(app.Visitor(), HttpStatusCode.Redirect, ["/desk", "/desk/live", .. AtDesk(id), .. OfReporter(id)]);
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, string token)
    {
        using var answer = await client.PostAsync(path, new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), new("text", "x"), new("reason", "x"), new("outcome", "Calmed"), new("involvement", "Heated")]));
        return answer.StatusCode;
    }
}
