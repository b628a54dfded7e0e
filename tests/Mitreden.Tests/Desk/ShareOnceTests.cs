using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Desk.Jobs;

namespace Mitreden.Tests.Desk;

/// <summary>A report is delivered exactly once, and what scripts are told is exact.</summary>
public sealed class ShareOnceTests(Apps apps) : IClassFixture<Apps>
{
    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, bool json, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/desk/share");
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        request.Content = content;
        if (json) request.Headers.Add("Accept", "application/json");
        return await client.SendAsync(request);
    }

    private static async Task<(string Token, Guid Person)> TokenAsync(HttpClient client)
    {
        var answer = JsonDocument.Parse(await client.GetStringAsync("/desk/share/token")).RootElement;
        return (answer.GetProperty("token").GetString()!, answer.GetProperty("person").GetGuid());
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains("json", answer.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    [Theory, OnBoth]
    public async Task A_replayed_key_gives_the_same_answer_one_report_and_one_alert_each(Database database)
    {
        var app = await apps.OnAsync(database);
        var (cem, key) = (await app.SignInAsync("cem"), Guid.CreateVersion7().ToString());
        var token = (await TokenAsync(cem)).Token;
        using var first = await SendAsync(cem, false, ("__RequestVerificationToken", token), ("key", key), ("text", "einmal"), ("involvement", "watching"));
        await app.RunJobsAsync();
        using var second = await SendAsync(cem, false, ("__RequestVerificationToken", token), ("key", key), ("text", "noch einmal, anders"), ("involvement", "heated"));
        await app.RunJobsAsync();
        var id = await DeskSteps.IdAsync(first);
        Assert.Equal(id, await DeskSteps.IdAsync(second));
        Assert.Equal(("einmal", 1), ((await app.StoredAsync(id)).Text, (await app.StoredAsync(id)).Version));
        Assert.Equal(2, await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Alert>().CountAsync(a => a.DiscussionId == id)));
        Assert.Equal(2, app.Mail.Sent.Count(m => m.Body.Contains(id.ToString(), StringComparison.Ordinal)));
    }

    [Theory, OnBoth]
    public async Task Twenty_posts_of_one_key_at_once_make_one_report(Database database)
    {
        var app = await apps.OnAsync(database);
        var (cem, key) = (await app.SignInAsync("cem"), Guid.CreateVersion7());
        var token = (await TokenAsync(cem)).Token;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            SendAsync(cem, false, ("__RequestVerificationToken", token), ("key", key.ToString()), ("text", "zwanzig"), ("involvement", "watching"))));
        var ids = await Task.WhenAll(answers.Select(DeskSteps.IdAsync));
        Assert.Single(ids.Distinct());
        Assert.Equal(1, await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Discussion>().CountAsync(d => d.IdempotencyKey == key)));
    }

    [Theory, OnBoth]
    public async Task The_same_key_of_somebody_else_is_another_report(Database database)
    {
        var app = await apps.OnAsync(database);
        var key = Guid.CreateVersion7().ToString();
        var ids = new List<Guid>();
        foreach (var name in new[] { "cem", "anna" })
        {
            var client = await app.SignInAsync(name);
            using var answer = await SendAsync(client, false, ("__RequestVerificationToken", (await TokenAsync(client)).Token), ("key", key), ("text", name), ("involvement", "watching"));
            ids.Add(await DeskSteps.IdAsync(answer));
        }
        Assert.Equal(["cem", "anna"], [(await app.StoredAsync(ids[0])).Text, (await app.StoredAsync(ids[1])).Text]);
    }

    [Theory, OnBoth]
    public async Task The_offline_queue_hears_where_the_report_is(Database database)
    {
        var app = await apps.OnAsync(database);
        var cem = await app.SignInAsync("cem");
        var (token, person) = await TokenAsync(cem);
        using var answer = await SendAsync(cem, true, ("__RequestVerificationToken", token), ("person", person.ToString()), ("key", Guid.CreateVersion7().ToString()), ("url", "https://forum.example/7"), ("involvement", "wrote"));
        var made = await JsonAsync(answer, HttpStatusCode.Created);
        Assert.Equal($"/desk/reports/{made.GetProperty("id").GetGuid()}", made.GetProperty("url").GetString());
        Assert.Equal("https://forum.example/7", (await app.StoredAsync(made.GetProperty("id").GetGuid())).Url);
    }

    [Theory, OnBoth]
    public async Task The_offline_queue_hears_why_not(Database database)
    {
        var app = await apps.OnAsync(database);
        var (cem, anna) = (await app.SignInAsync("cem"), (await app.PersonAsync("anna")).Id);
        var (token, person) = await TokenAsync(cem);
        var before = (await app.CountAsync(person), await app.CountAsync(anna));
        async Task CheckAsync(HttpClient client, HttpStatusCode status, string code, params (string, string)[] fields)
        {
            using var answer = await SendAsync(client, true, [.. fields, ("text", "Text"), ("key", Guid.CreateVersion7().ToString())]);
            var problem = await JsonAsync(answer, status);
            Assert.Equal((code, (int)status), (problem.GetProperty("code").GetString(), problem.GetProperty("status").GetInt32()));
            Assert.NotEqual("", problem.GetProperty("detail").GetString());
        }
        await CheckAsync(app.Visitor(), HttpStatusCode.Unauthorized, "signed-out", ("involvement", "watching"));
        await CheckAsync(cem, HttpStatusCode.BadRequest, "antiforgery", ("involvement", "watching"));
        await CheckAsync(cem, HttpStatusCode.Conflict, "person", ("__RequestVerificationToken", token), ("person", anna.ToString()), ("involvement", "watching"));
        await CheckAsync(cem, HttpStatusCode.UnprocessableEntity, "faulty", ("__RequestVerificationToken", token), ("url", "javascript:x"), ("involvement", "watching"));
        Assert.Equal(before, (await app.CountAsync(person), await app.CountAsync(anna)));
    }

    [Theory, OnBoth]
    public async Task Only_the_signed_in_get_a_token(Database database)
    {
        var app = await apps.OnAsync(database);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/desk/share/token") { Headers = { { "Accept", "application/json" } } };
        using var answer = await app.Visitor().SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
