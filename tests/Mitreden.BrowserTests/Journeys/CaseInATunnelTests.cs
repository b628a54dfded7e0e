using Microsoft.Playwright;
using Mitreden.Learning.Stories;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>Somebody plays a case in a tunnel to its end; what they decided arrives once, and another device goes on from there.</summary>
public sealed class CaseInATunnelTests(Browser browser)
{
    private const string Case = "/learning/scenarios/S1";
    private static readonly IReadOnlyList<string> Best = ScenarioCheck.Best(Mitreden.Learning.Catalogue.Shipped.Scenarios["S1"]).Chosen;

    [Theory, OnOne]
    public async Task A_case_that_was_opened_once_is_played_to_its_end_without_network(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var (phone, desk) = (await journey.PhoneAsync("anna"), await journey.DeskAsync("anna", script: false));
            await journey.SignInAsync(phone, "anna");
            await journey.SignInAsync(desk, "anna");
            await phone.EvaluateAsync("() => navigator.serviceWorker.ready");
            await phone.GotoAsync(Case);
            await journey.UntilAsync(() => phone.EvaluateAsync<bool>($"async () => !!(await caches.match('{Case}'))"));

            await phone.Context.SetOfflineAsync(true);
            await DecideAsync(phone, Best[0], 1);
            await Expect(phone.Locator(".toast")).ToContainTextAsync("kein Netz");
            // Closed and opened again in the tunnel: the copy of the page is older than the decision.
            await phone.GotoAsync(Case);
            await Expect(phone.Locator(".post--choice")).ToHaveCountAsync(1);
            for (var n = 1; n < Best.Count; n++) await DecideAsync(phone, Best[n], n + 1);
            await Expect(phone.Locator(".ending")).ToContainTextAsync("Nach drei Monaten");
            await Journey.AxeAsync(phone);
            await desk.GotoAsync(Case);
            await Expect(desk.Locator(".post--choice")).ToHaveCountAsync(0);

            await phone.Context.SetOfflineAsync(false);
            await journey.UntilAsync(async () => { await desk.ReloadAsync(); return await desk.Locator(".ending").CountAsync() == 1; });
            await Expect(desk.Locator(".post--choice")).ToHaveCountAsync(Best.Count);
            foreach (var meter in new[] { "trust", "anger", "minutes", "readers" })
                Assert.Equal(await desk.Locator($"[data-meter={meter}] b").InnerTextAsync(), await phone.Locator($"[data-meter={meter}] b").InnerTextAsync());

            // The other device takes the second decision back; the phone, which stands at the end, learns of it with its next tap.
            await desk.Locator(".post--choice").Nth(1).Locator("summary").ClickAsync();
            await desk.Locator(".post--choice").Nth(1).Locator("button").ClickAsync();
            await Expect(desk.Locator(".post--choice")).ToHaveCountAsync(1);
            await phone.GotoAsync(Case);
            await Expect(phone.Locator(".post--choice")).ToHaveCountAsync(1);
        });
    }

    [Theory, OnOne]
    public async Task The_keyboard_alone_is_enough_for_a_case(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var desk = await journey.DeskAsync("anna");
            await journey.SignInAsync(desk, "anna");
            await desk.GotoAsync(Case);
            await desk.Locator("#now button[name=option]").First.FocusAsync();
            for (var n = 0; n < Best.Count; n++)
            {
                // From the question on, which takes the focus after each decision, the tab key reaches the answers.
                for (var tabs = 0; tabs < 12 && await desk.EvaluateAsync<string>("() => document.activeElement?.value ?? ''") != Best[n]; tabs++) await desk.Keyboard.PressAsync("Tab");
                await desk.Keyboard.PressAsync("Enter");
                await Expect(desk.Locator(".post--choice")).ToHaveCountAsync(n + 1);
            }
            await Expect(desk.Locator(".ending")).ToBeVisibleAsync();
        });
    }

    private static async Task DecideAsync(IPage phone, string option, int decided)
    {
        await phone.ClickAsync($"#now button[name=option][value='{option}']");
        await Expect(phone.Locator(".post--choice")).ToHaveCountAsync(decided);
    }
}
