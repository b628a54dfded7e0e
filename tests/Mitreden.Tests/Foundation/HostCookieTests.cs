using Mitreden.Tests.Accounts;

namespace Mitreden.Tests.Foundation;

/// <summary>Where people come by https, no sibling of the host can plant a cookie, and nothing is sent in the clear.</summary>
public sealed class HostCookieTests
{
    [Theory, OnBoth]
    public async Task By_https_every_cookie_that_decides_something_belongs_to_this_host_alone(Database database)
    {
        // As behind a proxy of whose word about the scheme nobody knows: what arrives here came by plain http.
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Settings = new Dictionary<string, string> { ["Mitreden:PublicUrl"] = "https://mitreden.muster.de" } });
        var cookies = await CookiesAsync(app);
        Assert.Equal(["__Host-mitreden-form", "__Host-mitreden-next", "__Host-mitreden-passkey", "__Host-mitreden-session"], cookies.Keys.Order(StringComparer.Ordinal));
        Assert.All(cookies.Values, c => Assert.Contains("; path=/;", c, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies.Values, c => Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies.Values, c => Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase));
        using var answer = await app.Visitor().GetAsync("/sign-in");
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Theory, OnBoth]
    public async Task By_plain_http_as_on_the_own_machine_they_are_as_they_were(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var cookies = await CookiesAsync(app);
        Assert.Equal(["mitreden-form", "mitreden-next", "mitreden-passkey", "mitreden-session"], cookies.Keys.Order(StringComparer.Ordinal));
        Assert.All(cookies.Values, c => Assert.DoesNotContain("; secure", c, StringComparison.OrdinalIgnoreCase));
        using var answer = await app.Visitor().GetAsync("/sign-in");
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    /// <summary>What is set by a page with a form, the question of a passkey, a sign-in, and a line for the next page.</summary>
    private static async Task<Dictionary<string, string>> CookiesAsync(TestApp app)
    {
        var (visitor, cookies) = (app.Visitor(), new Dictionary<string, string>());
        using var door = await visitor.GetAsync("/sign-in");
        Keep(door);
        using var options = await visitor.OptionsAsync((await door.PageAsync()).Form("Passkey")!);
        Keep(options);
        using var entered = await visitor.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", "anna")]));
        Keep(entered);
        using var everywhere = await visitor.SubmitAsync((await visitor.GetPageAsync("/me")).Form("Everywhere"));
        Keep(everywhere);
        return cookies;

        void Keep(HttpResponseMessage answer)
        {
            if (!answer.Headers.TryGetValues("Set-Cookie", out var lines)) return;
            foreach (var line in lines) cookies[line.Split('=')[0]] = line;
        }
    }
}
