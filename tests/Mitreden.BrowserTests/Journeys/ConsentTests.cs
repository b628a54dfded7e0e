using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>A browser asks nobody outside before the yes, the provider after it, and nobody again once it was taken back.</summary>
public sealed class ConsentTests(Browser browser)
{
    private const string Provider = "www.youtube-nocookie.com";

    [Theory, OnOne]
    public async Task Nothing_leaves_the_house_before_the_yes_and_after_it_was_taken_back(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var author = await journey.DeskAsync("miriam");
            await journey.SignInAsync(author, "miriam");
            await ChooseAsync(author);
            await author.GotoAsync("/guideline/video");
            await Journey.AxeAsync(author);
            var phone = await journey.PhoneAsync("anna");
            var asked = await CountAsync(phone);
            await journey.SignInAsync(phone, "anna");
            await phone.GotoAsync("/guideline");
            await phone.ClickAsync(".doorway summary");
            await Expect(phone.Locator(".doorway form")).ToContainTextAsync("Google Ireland Limited");
            await Journey.AxeAsync(phone);
            await phone.HoverAsync(".doorway form .button--primary");
            await phone.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.Empty(asked);

            await phone.ClickAsync(".doorway form .button--primary");
            await Expect(phone.Locator("iframe")).ToHaveCountAsync(1);
            await journey.UntilAsync(() => Task.FromResult(asked.Any(a => a.Contains(Provider, StringComparison.Ordinal))));
            Assert.All(asked, a => Assert.StartsWith($"https://{Provider}/embed/", a, StringComparison.Ordinal));
            Assert.DoesNotContain("guideline", await phone.Locator("iframe").GetAttributeAsync("src") ?? "", StringComparison.Ordinal);

            // Taken back in one tab, the frame goes from the other as well.
            var second = await phone.Context.NewPageAsync();
            await second.GotoAsync("/privacy");
            await second.ClickAsync("form[action='/consents/revoke'] button");
            await Expect(phone.Locator("iframe")).ToHaveCountAsync(0);
            await Expect(phone.Locator("#frame-youtube")).ToContainTextAsync("zurückgenommen");
            asked.Clear();
            await phone.ReloadAsync();
            await phone.ClickAsync(".doorway summary");
            await phone.ClickAsync(".doorway a[href='#said']");
            await phone.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await Expect(phone.Locator("iframe")).ToHaveCountAsync(0);
            Assert.Empty(asked);
            await second.CloseAsync();
        });
    }

    [Theory, OnOne]
    public async Task It_works_by_keyboard_and_without_script(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var author = await journey.DeskAsync("miriam", script: false);
            await journey.SignInAsync(author, "miriam");
            await ChooseAsync(author);
            var cem = await journey.DeskAsync("cem", script: false);
            var asked = await CountAsync(cem);
            await journey.SignInAsync(cem, "cem");
            await cem.GotoAsync("/guideline");
            await cem.FocusAsync(".doorway summary");
            await cem.Keyboard.PressAsync("Enter");
            await cem.FocusAsync(".doorway form .button--primary");
            Assert.Empty(asked);
            await cem.Keyboard.PressAsync("Enter");
            await Expect(cem.Locator("iframe")).ToHaveCountAsync(1);
            await journey.UntilAsync(() => Task.FromResult(!asked.IsEmpty));
            await cem.FocusAsync("form[action='/consents/revoke'] button");
            await cem.Keyboard.PressAsync("Enter");
            await Expect(cem.Locator("iframe")).ToHaveCountAsync(0);
            asked.Clear();
            await cem.ReloadAsync();
            Assert.Empty(asked);
        });
    }

    private static async Task ChooseAsync(IPage author)
    {
        await author.GotoAsync("/guideline/video");
        await author.CheckAsync("input[value='outside']");
        await author.FillAsync("#address", "https://youtu.be/dQw4w9WgXcQ?si=spur");
        await author.FillAsync("#title", "Drei Sätze in drei Minuten");
        await author.FillAsync("#said", "Erst lesen.\n\nDann atmen.");
        await author.ClickAsync("main form .button--primary");
        await Expect(author.Locator("#film .doorway")).ToBeVisibleAsync();
    }

    /// <summary>Everything that the browser asks of other hosts; what it would get there is made here, so that nothing leaves the machine.</summary>
    private static async Task<ConcurrentBag<string>> CountAsync(IPage page)
    {
        var asked = new ConcurrentBag<string>();
        await page.Context.RouteAsync(address => !address.Contains("//localhost:", StringComparison.Ordinal), async route =>
        {
            asked.Add(route.Request.Url);
            await route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = "<!doctype html><title>Film</title>" });
        });
        return asked;
    }
}
