using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>News that survive a lost connection, reach an open page, and are asked about without a name.</summary>
public sealed class NewsTests(Browser browser)
{
    [Theory, OnOne]
    public async Task What_is_typed_survives_a_lost_connection_and_reaches_an_open_page(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var miriam = await journey.DeskAsync("miriam");
            await journey.SignInAsync(miriam, "miriam");
            await miriam.ClickAsync(".nav a[href='/news']");
            await Journey.AxeAsync(miriam);
            await miriam.ClickAsync("main a[href='/news/write']");
            await Journey.AxeAsync(miriam);
            await miriam.ClickAsync("form[action='/news/write'] button");
            await Expect(miriam.Locator("#title")).ToBeVisibleAsync();
            var address = miriam.Url;
            await Journey.AxeAsync(miriam);
            await miriam.FillAsync("#title", "Wir fangen im Mai an");
            await miriam.FillAsync("#text", "Erst erfahrt ihr es.\n\n- Dann das Netz");

            // The connection is gone in the moment of saving.
            await miriam.Context.SetOfflineAsync(true);
            await miriam.ClickAsync("#writing .button--primary");
            await journey.UntilAsync(async () => !(await IsFormAsync(miriam)));
            await miriam.Context.SetOfflineAsync(false);
            await miriam.GotoAsync(address);
            await Expect(miriam.Locator("#title")).ToHaveValueAsync("");
            await Expect(miriam.Locator("[data-keep-offer]")).ToContainTextAsync("nicht gespeichert");
            await Journey.AxeAsync(miriam);
            await miriam.ClickAsync("[data-keep-offer] .button--primary");
            await Expect(miriam.Locator("#title")).ToHaveValueAsync("Wir fangen im Mai an");
            await Expect(miriam.Locator("#text")).ToHaveValueAsync("Erst erfahrt ihr es.\n\n- Dann das Netz");
            await miriam.ClickAsync("#writing .button--primary");
            await Expect(miriam.Locator("h1")).ToHaveTextAsync("Wir fangen im Mai an");
            await journey.UntilAsync(async () => await KeptAsync(miriam) == 0);

            var anna = await journey.PhoneAsync("anna");
            await journey.SignInAsync(anna, "anna");
            await Expect(anna.Locator("#news-newest h2")).ToHaveTextAsync("Was sich ab Mai ändert");
            await anna.ClickAsync("#news-newest a");
            await Expect(anna.Locator("h1")).ToHaveTextAsync("Was sich ab Mai ändert");
            await anna.GotoAsync("/");
            await Expect(anna.Locator("#news-newest")).ToBeHiddenAsync();
            await miriam.ClickAsync("button >> text=Veröffentlichen");
            await Expect(miriam.Locator(".prose li")).ToHaveTextAsync("Dann das Netz");
            await Expect(anna.Locator("#news-newest h2")).ToHaveTextAsync("Wir fangen im Mai an");
            await Journey.AxeAsync(anna);
            await anna.ClickAsync("#news-newest a");
            await Expect(anna.Locator(".prose li")).ToHaveTextAsync("Dann das Netz");
            await Journey.AxeAsync(anna);
            Assert.True(await anna.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        });
    }

    [Theory, OnOne]
    public async Task What_is_typed_goes_with_whoever_signs_out_and_stays_for_whoever_does_not(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var sabine = await journey.DeskAsync("sabine");
            await journey.SignInAsync(sabine, "sabine");
            await sabine.GotoAsync("/news/write");
            await sabine.ClickAsync("form[action='/news/write'] button");
            await sabine.FillAsync("#text", "Noch nicht fertig");
            await journey.UntilAsync(async () => await KeptAsync(sabine) == 1);
            await sabine.GotoAsync("/me");
            Assert.Equal(1, await KeptAsync(sabine));
            await sabine.ClickAsync("form[action='/sign-out'] button");
            await Expect(sabine).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
            Assert.Equal(0, await KeptAsync(sabine));
        });
    }

    [Theory, OnOne(true), OnOne(false)]
    public async Task A_round_is_opened_and_answered_without_a_name(Database database, bool script)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var miriam = await journey.DeskAsync("miriam", script: script);
            await journey.SignInAsync(miriam, "miriam");
            await miriam.GotoAsync("/news/rounds");
            if (script) await Journey.AxeAsync(miriam);
            await miriam.ClickAsync("form[action='/news/rounds'] .button--primary");
            if (script) await Journey.AxeAsync(miriam);
            await miriam.ClickAsync("button >> text=Heute öffnen");
            await Expect(miriam.Locator(".empty h2")).ToHaveTextAsync("Die Runde läuft");
            var anna = await journey.PhoneAsync("anna", script: script);
            await journey.SignInAsync(anna, "anna");
            await anna.ClickAsync("a.card[href^='/news/round/']");
            if (script) await Journey.AxeAsync(anna);
            await anna.CheckAsync("input[name=q1] >> nth=0");
            await anna.FillAsync("textarea[name=q3]", "Wer liest mit?");
            await anna.ClickAsync("main form .button--primary");
            await Expect(anna.Locator("main h2")).ToHaveTextAsync("Danke. Deine Antworten sind dabei.");
            if (script) await Journey.AxeAsync(anna);
        });
    }

    private static Task<int> KeptAsync(IPage page) => page.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('keep:')).length");

    private static async Task<bool> IsFormAsync(IPage page)
    {
        try
        {
            return await page.Locator("#title").CountAsync() > 0;
        }
        catch (PlaywrightException)
        {
            // It is just leaving.
            return true;
        }
    }
}
