using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>Two people at one discussion: they see each other, put two reports together, look closer and copy a text block, with the keyboard too.</summary>
public sealed class TogetherTests(Browser browser)
{
    [Theory, OnBoth]
    public async Task Two_at_the_desk_put_reports_together_look_closer_and_hold_posts(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            await ShareAsync(journey, "cem", "Erste Meldung zur Dichtung");
            await ShareAsync(journey, "anna", "Zweite Meldung zur Dichtung");
            var (jana, tobias) = (await journey.DeskAsync("jana"), await journey.DeskAsync("tobias"));
            await journey.SignInAsync(jana, "jana");
            await journey.SignInAsync(tobias, "tobias");
            await BlockAsync(tobias);
            await OpenAsync(jana, "Erste Meldung");
            await jana.ClickAsync("form[action*=Acknowledge] button");
            await OpenAsync(tobias, "Erste Meldung");
            await Expect(jana.Locator("#here")).ToContainTextAsync("Tobias Brandt sieht das auch gerade");
            await tobias.FocusAsync("#message");
            await tobias.Keyboard.TypeAsync("Ich schreibe");
            await Expect(jana.Locator("#here")).ToContainTextAsync("Tobias Brandt schreibt gerade");

            await LookCloserAsync(jana, tobias);
            await CopyAsync(jana);
            await MergeAsync(jana, tobias);
            await HoldAsync(jana, tobias);
        });
    }

    private static async Task ShareAsync(Journey journey, string person, string text)
    {
        var phone = await journey.PhoneAsync(person);
        await journey.SignInAsync(phone, person);
        await phone.GotoAsync("/desk/share");
        await phone.FillAsync("#text", text);
        await phone.ClickAsync("button[value=watching]");
        await phone.WaitForURLAsync("**/desk/reports/*");
    }

    private static async Task OpenAsync(IPage page, string text)
    {
        await page.GotoAsync("/desk");
        await page.Locator(".inbox__row", new PageLocatorOptions { HasText = text }).Locator("a").ClickAsync();
        await page.WaitForURLAsync("**/desk/discussions/*");
    }

    private static async Task BlockAsync(IPage page)
    {
        await page.GotoAsync("/desk/blocks");
        await page.FillAsync("#title", "Dichtung undicht");
        await page.FillAsync("#text", "Danke für den Hinweis. Die Dichtung tauschen wir kostenlos.");
        await page.ClickAsync("form[action*=Add] button");
        await Expect(page.Locator("article h2")).ToContainTextAsync(["Dichtung undicht"]);
        await Journey.AxeAsync(page);
    }

    /// <summary>Opens with the keyboard, and the other page shows what was seen without reloading.</summary>
    private static async Task LookCloserAsync(IPage jana, IPage tobias)
    {
        await jana.FocusAsync("details:has(form[action*=Look]) > summary");
        await jana.Keyboard.PressAsync("Enter");
        await jana.Keyboard.PressAsync("Tab");
        Assert.Equal("colleague", await jana.EvaluateAsync<string>("() => document.activeElement.id"));
        await jana.SelectOptionAsync("#colleague", "Undisclosed");
        await jana.SelectOptionAsync("#look-arousal", "2");
        await Journey.AxeAsync(jana);
        await jana.FocusAsync("form[action*=Look] button");
        await jana.Keyboard.PressAsync("Enter");
        await Expect(tobias.Locator("#parts .badge--hot")).ToHaveCountAsync(1);
        await Expect(tobias.Locator("#parts .parts__one")).ToHaveCountAsync(1);
    }

    private static async Task CopyAsync(IPage jana)
    {
        await jana.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await jana.ClickAsync("details:has([data-copy^='#block-']) > summary");
        await jana.ClickAsync("[data-copy^='#block-']");
        Assert.Contains("kostenlos", await jana.EvaluateAsync<string>("() => navigator.clipboard.readText()"), StringComparison.Ordinal);
    }

    private static async Task MergeAsync(IPage jana, IPage tobias)
    {
        var inbox = await tobias.Context.NewPageAsync();
        await inbox.GotoAsync("/desk");
        var second = inbox.Locator(".inbox__row", new PageLocatorOptions { HasText = "Zweite Meldung" });
        await Expect(second).ToHaveCountAsync(1);
        await OpenAsync(jana, "Zweite Meldung");
        await jana.FocusAsync("details:has(form[action*=Merge]) > summary");
        await jana.Keyboard.PressAsync("Enter");
        var other = await jana.Locator("#merge-into option", new PageLocatorOptions { HasText = "Erste Meldung" }).GetAttributeAsync("value");
        await jana.SelectOptionAsync("#merge-into", other!);
        await jana.Keyboard.PressAsync("Tab");
        await jana.FocusAsync("form[action*=Merge] button");
        await jana.Keyboard.PressAsync("Enter");
        await Expect(jana.Locator("#family")).ToContainTextAsync("Erste Meldung");
        await Journey.AxeAsync(jana);
        await Expect(tobias.Locator("#family")).ToContainTextAsync("Anna");
        // In an inbox that was open all the time the row goes by itself.
        await Expect(second).ToHaveCountAsync(0);
        await inbox.CloseAsync();
        // What he has begun to write is still there.
        await Expect(tobias.Locator("#message")).ToHaveValueAsync("Ich schreibe");
        await Journey.AxeAsync(tobias);
        await jana.GotoAsync("/desk");
        await Expect(jana.Locator(".inbox__row", new PageLocatorOptions { HasText = "Zweite Meldung" })).ToHaveCountAsync(0);
        await Expect(jana.Locator(".inbox__row", new PageLocatorOptions { HasText = "+ 1 weitere Meldung" })).ToHaveCountAsync(1);
    }

    /// <summary>One tap at the desk, and it stands on the other's page without reloading; lifting it needs a reason.</summary>
    private static async Task HoldAsync(IPage jana, IPage tobias)
    {
        await jana.FocusAsync("#hold button");
        await jana.Keyboard.PressAsync("Enter");
        await Expect(tobias.Locator("#posting")).ToContainTextAsync("eingeschaltet von Jana Keller");
        await Expect(jana.Locator("#posting")).ToContainTextAsync("Jana Keller");
        await Journey.AxeAsync(jana);
        await jana.FillAsync("#why", "Alles wieder ruhig");
        await jana.Keyboard.PressAsync("Enter");
        await Expect(tobias.Locator("#posting.banner")).ToHaveCountAsync(0);
        await Expect(jana.Locator(".timeline")).ToContainTextAsync("Alles wieder ruhig");
        await Journey.AxeAsync(jana);
    }
}
