using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>The way to the launch: a plan on the first day, a promise that everybody reads, a channel that opens early and says why.</summary>
public sealed class LaunchTests(Browser browser)
{
    [Theory, OnOne]
    public async Task A_launch_is_planned_promised_and_begun_early_with_a_reason(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var sabine = await journey.DeskAsync("sabine");
            await journey.SignInAsync(sabine, "sabine");
            await PlanAsync(sabine);
            await PromiseAsync(sabine);
            await OpenEarlyAsync(sabine);
            await KeepAsync(sabine);
            var anna = await journey.PhoneAsync("anna");
            await journey.SignInAsync(anna, "anna");
            await anna.GotoAsync("/launch/promise");
            await Expect(anna.Locator(".prose")).ToContainTextAsync("Muster GmbH");
            await Expect(anna.Locator("main form")).ToHaveCountAsync(0);
            await Journey.AxeAsync(anna);
        });
    }

    [Theory, OnOne]
    public async Task The_plan_is_ticked_off_by_keyboard_and_without_script(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var miriam = await journey.PhoneAsync("miriam", script: false);
            await journey.SignInAsync(miriam, "miriam");
            await PlanAsync(miriam);
            await miriam.FocusAsync(".checklist__tick >> nth=0");
            await miriam.Keyboard.PressAsync("Enter");
            await Expect(miriam.Locator(".tally")).ToContainTextAsync("1 von 26");
            await Expect(miriam.Locator(".checklist__step").First).ToHaveAttributeAsync("data-done", "yes");
        });
    }

    private static async Task PlanAsync(IPage page)
    {
        await page.GotoAsync("/launch");
        await page.ClickAsync("button >> text=Plan anlegen");
        await Expect(page.Locator(".tally")).ToContainTextAsync("0 von 26");
    }

    private static async Task PromiseAsync(IPage page)
    {
        await Journey.AxeAsync(page);
        await page.ClickAsync("a.card[href='/launch/promise']");
        await Expect(page.Locator("#text")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Freiwillig"));
        await Journey.AxeAsync(page);
        await page.ClickAsync("button >> text=Versprechen geben");
        await Expect(page.Locator(".prose")).ToContainTextAsync("Freiwillig");
    }

    private static async Task KeepAsync(IPage page)
    {
        await page.GotoAsync("/launch/templates");
        await page.FillAsync("#title", "Der Weg der Muster GmbH");
        await Journey.AxeAsync(page);
        await page.ClickAsync("button >> text=Als Vorlage behalten");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Der Weg der [Firma]");
        await page.ClickAsync("#step-0 summary");
        await page.FillAsync("#s0-title", "Zuerst zusammensitzen");
        await Journey.AxeAsync(page);
        await page.ClickAsync("#template .button--primary");
        await Expect(page.Locator("#step-0 summary")).ToContainTextAsync("Zuerst zusammensitzen");
    }

    private static async Task OpenEarlyAsync(IPage page)
    {
        await page.GotoAsync("/launch/channels");
        await Expect(page.Locator("#ready-promise")).ToHaveAttributeAsync("data-done", "yes");
        await page.FillAsync("#name", "Instagram, Muster Pumpen");
        await page.ClickAsync("button >> text=Planen");
        await page.FillAsync("article textarea", "Die Messe beginnt am Montag.");
        await Journey.AxeAsync(page);
        await page.ClickAsync("button >> text=Trotzdem starten");
        await Expect(page.Locator("article .notice")).ToContainTextAsync("Dr. Sabine Muster");
        await Expect(page.Locator("article .notice")).ToContainTextAsync("Die Messe beginnt am Montag.");
    }
}
