using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>A fire drill from its one page over the phone of somebody who was asked and the desk to the report.</summary>
public sealed class FireDrillTests(Browser browser)
{
    [Theory, OnOne]
    public async Task A_drill_is_prepared_shared_taken_closed_and_reported(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var (sabine, cem, jana) = (await journey.DeskAsync("sabine"), await journey.PhoneAsync("cem"), await journey.DeskAsync("jana"));
            await journey.SignInAsync(sabine, "sabine");
            await journey.SignInAsync(jana, "jana");
            var drill = await PrepareAsync(sabine);
            await journey.SignInAsync(cem, "cem");
            await journey.UntilAsync(async () =>
            {
                await cem.ReloadAsync();
                return await cem.Locator("#drill-ask").CountAsync() == 1;
            });
            await jana.GotoAsync("/desk");
            await ShareAsync(cem);
            await HandleAsync(jana);
            await ReportAsync(journey, sabine, drill);
        });
    }

    [Theory, OnOne]
    public async Task It_is_prepared_and_called_off_on_a_phone_by_keyboard_and_without_script(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var miriam = await journey.PhoneAsync("miriam", script: false);
            await journey.SignInAsync(miriam, "miriam");
            await miriam.GotoAsync("/desk/drills/prepare");
            await miriam.FillAsync("#product", "Modell 3");
            await miriam.FocusAsync("details summary >> nth=0");
            await miriam.Keyboard.PressAsync("Enter");
            await miriam.FocusAsync("details[open] input[name=People] >> nth=0");
            await miriam.Keyboard.PressAsync("Space");
            await miriam.FocusAsync("main form button");
            await miriam.Keyboard.PressAsync("Enter");
            await Expect(miriam.Locator("h1")).ToHaveTextAsync("Probealarm geplant");
            await Expect(miriam.Locator("main")).ToContainTextAsync("Die Minute ist ausgelost");
            await miriam.FocusAsync("form[action*=CallOff] button");
            await miriam.Keyboard.PressAsync("Enter");
            await Expect(miriam.Locator("h1")).ToHaveTextAsync("Probealarm abgesagt");
        });
    }

    /// <summary>A screenshot names no thread: the tick alone says that it belongs to the exercise, and without it the desk would be woken for something real.</summary>
    [Theory, OnOne]
    public async Task A_screenshot_that_is_ticked_as_part_of_the_exercise_is_one(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var (sabine, cem) = (await journey.DeskAsync("sabine"), await journey.PhoneAsync("cem"));
            await journey.SignInAsync(sabine, "sabine");
            await PrepareAsync(sabine);
            await journey.SignInAsync(cem, "cem");
            await journey.UntilAsync(async () =>
            {
                await cem.GotoAsync("/desk/share");
                return await cem.Locator("input[name=drill]").CountAsync() == 1;
            });
            await cem.CheckAsync("input[name=drill]");
            await cem.SetInputFilesAsync("#screenshots", new FilePayload { Name = "bild.png", MimeType = "image/png", Buffer = SharingTests.Png });
            await cem.ClickAsync("button[value=watching]");
            await cem.WaitForURLAsync("**/desk/reports/*");
            await Expect(cem.Locator("[data-drill]")).ToBeVisibleAsync();
        });
    }

    private static async Task<string> PrepareAsync(IPage page)
    {
        await page.GotoAsync("/desk/drills");
        await Journey.AxeAsync(page);
        await page.ClickAsync("main a[href='/desk/drills/prepare']");
        await page.CheckAsync("input[name=Thread][value=heated]");
        await page.FillAsync("#product", "Kreiselpumpe 3");
        await page.CheckAsync("input[name=When][value=now]");
        await page.ClickAsync("summary >> text=Vertrieb");
        await page.CheckAsync("label:has-text('Cem Aydin') input");
        await Journey.AxeAsync(page);
        await page.ClickAsync("button >> text=Probealarm planen");
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/desk/drills/[0-9a-f-]{36}$"));
        await Journey.AxeAsync(page);
        return page.Url;
    }

    private static async Task ShareAsync(IPage cem)
    {
        await Journey.AxeAsync(cem);
        await cem.ClickAsync("a >> text=Diskussion ansehen");
        await Expect(cem.Locator("[data-drill]")).ToContainTextAsync("Übung");
        await Expect(cem.Locator("ol.bubbles")).ToContainTextAsync("Kreiselpumpe 3");
        await Journey.AxeAsync(cem);
        await cem.ClickAsync("a >> text=Teilen, als wäre sie echt");
        await Expect(cem.Locator("[data-drill]")).ToBeVisibleAsync();
        await cem.ClickAsync("button[value=heated]");
        await cem.WaitForURLAsync("**/desk/reports/*");
        await Expect(cem.Locator("[data-drill]")).ToBeVisibleAsync();
        await Journey.AxeAsync(cem);
    }

    /// <summary>The row comes by itself, marked, and the desk does what it always does.</summary>
    private static async Task HandleAsync(IPage jana)
    {
        await Expect(jana.Locator(".inbox__row .badge--waiting")).ToContainTextAsync("Übung");
        await Journey.AxeAsync(jana);
        await jana.Locator(".inbox__row").First.Locator("a").ClickAsync();
        await jana.WaitForURLAsync("**/desk/discussions/*");
        await Expect(jana.Locator("h1")).ToContainTextAsync("Übung");
        await jana.ClickAsync("form[action*=Acknowledge] button");
        await Expect(jana.Locator("#hold")).ToContainTextAsync("nur notiert");
        await Journey.AxeAsync(jana);
        await jana.FillAsync("#message", "Danke dir. Schreib dort nichts mehr, wir sind dran.");
        await jana.ClickAsync("form[action*=Message] button");
        await jana.SelectOptionAsync("#outcome", "Calmed");
        await jana.FillAsync("#resolve-reason", "Geübt, und schnell.");
        await jana.ClickAsync("form[action*=Resolve] button");
        await Expect(jana.Locator("main")).ToContainTextAsync("Zum Probealarm");
    }

    private static async Task ReportAsync(Journey journey, IPage sabine, string drill)
    {
        await journey.UntilAsync(async () =>
        {
            await sabine.GotoAsync(drill);
            return await sabine.Locator("#result").CountAsync() == 1;
        });
        await Expect(sabine.Locator("#result")).ToContainTextAsync("Bestanden");
        await Expect(sabine.Locator("#shared")).ToContainTextAsync("ja");
        await sabine.FillAsync("#notes", "Der Aushang in der Halle hat geholfen.");
        await Journey.AxeAsync(sabine);
        await sabine.ClickAsync("form[action*=Notes] button");
        await sabine.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Expect(sabine.Locator("#noted")).ToContainTextAsync("Aushang");
        await sabine.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        await sabine.GotoAsync("/desk/drills");
        await Expect(sabine.Locator("tbody")).ToContainTextAsync("bestanden");
        await Journey.AxeAsync(sabine);
        // Figures know nothing of it.
        await sabine.GotoAsync("/figures");
        await Expect(sabine.Locator("main")).Not.ToContainTextAsync("Übung");
    }
}
