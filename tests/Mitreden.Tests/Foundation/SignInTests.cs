using System.Net;

namespace Mitreden.Tests.Foundation;

/// <summary>The way in and the way out that every other test stands on.</summary>
public sealed class SignInTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_demo_person_sees_the_start_page(Database database)
    {
        var app = await apps.OnAsync(database);
        var cem = await app.SignInAsync("cem");
        var page = await cem.GetPageAsync("/");
        Assert.Contains("Cem", page.Text("h1"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Without_a_session_the_start_page_leads_to_the_sign_in_page(Database database)
    {
        var app = await apps.OnAsync(database);
        using var answer = await app.Visitor().GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Somebody_of_another_organisation_signs_in(Database database)
    {
        var app = await apps.OnAsync(database);
        var berta = await app.FoundAsync();
        var page = await (await app.SignInAsync(berta.Id)).GetPageAsync("/");
        Assert.Contains("Berta", page.Text("h1"), StringComparison.Ordinal);
    }
}
