using System.Net.Http.Headers;
using System.Text.Json;

namespace Mitreden.Tests.Desk;

/// <summary>What the tests of the ways in do again and again.</summary>
internal static class WaySteps
{
    /// <summary>Makes a key on the page and gives the secret that it shows once.</summary>
    public static async Task<string> MakeKeyAsync(this HttpClient person, string name = "Skript")
    {
        var page = await person.GetPageAsync("/desk/ways-in");
        return (await person.SubmitAndFollowAsync(DeskSteps.Form(page, "Key"), ("name", name))).Text("#new-key");
    }

    /// <summary>Sends to the address for programs, as a program that has nothing but its key.</summary>
    public static async Task<(int Status, JsonElement Answer, HttpResponseMessage Raw)> SendInAsync(this TestApp app, string? key, HttpContent? content, string? once = null, HttpClient? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/desk/in") { Content = content };
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (once is not null) request.Headers.Add("Idempotency-Key", once);
        var answer = await (from ?? app.Visitor()).SendAsync(request);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement, answer);
    }

    /// <summary>JSON of an anonymous object.</summary>
    public static HttpContent Json(object value) => new StringContent(JsonSerializer.Serialize(value), System.Text.Encoding.UTF8, "application/json");
}
