using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>From a closed discussion to something that everybody can practise: looked back on, written by one, agreed to by another.</summary>
public sealed class LearnedTests(Browser browser)
{
    [Theory, OnOne]
    public async Task A_closed_discussion_becomes_an_exercise_that_a_colleague_finds(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("cem");
            await journey.SignInAsync(phone, "cem");
            await phone.GotoAsync("/desk/share");
            await phone.FillAsync("#text", "Frau Weidenfeld wartet seit drei Wochen auf ihre Dichtung und wird laut.");
            await phone.ClickAsync("button[value=watching]");
            await phone.WaitForURLAsync("**/desk/reports/*");
            var jana = await journey.DeskAsync("jana");
            await journey.SignInAsync(jana, "jana");
            await CloseAsync(jana);
            await LookBackAsync(jana);
            await WriteAsync(jana);
            var miriam = await journey.DeskAsync("miriam");
            await AgreeAsync(journey, miriam);
            await phone.GotoAsync("/learning/scenarios");
            await phone.Locator("main a", new PageLocatorOptions { HasText = "Drei Wochen Stille" }).ClickAsync();
            await Expect(phone.Locator("button.choice")).ToHaveCountAsync(3);
            await Expect(phone.Locator("main")).Not.ToContainTextAsync("Weidenfeld");
            await Journey.AxeAsync(phone);
            await phone.FocusAsync("button.choice >> nth=0");
            await phone.Keyboard.PressAsync("Enter");
            await Expect(phone.Locator(".ending")).ToHaveAttributeAsync("data-outcome", "good");
        });
    }

    private static async Task CloseAsync(IPage jana)
    {
        await jana.GotoAsync("/desk");
        await jana.Locator(".inbox__row", new PageLocatorOptions { HasText = "Weidenfeld" }).Locator("a").ClickAsync();
        await jana.ClickAsync("form[action*=Acknowledge] button");
        await jana.SelectOptionAsync("#outcome", "Mended");
        await jana.FillAsync("#resolve-reason", "Die Dichtung ist da.");
        await jana.ClickAsync("form[action*=Resolve] button");
        await Expect(jana.Locator("#afterwards")).ToBeVisibleAsync();
        await Journey.AxeAsync(jana);
    }

    private static async Task LookBackAsync(IPage jana)
    {
        await jana.ClickAsync("a[href$='/debrief']");
        await Journey.AxeAsync(jana);
        await jana.FocusAsync("#happened");
        foreach (var answer in new[] { "Eine Kundin hat drei Wochen gewartet.", "Cem hat gleich Bescheid gesagt.", "Niemand wusste, wo die Dichtung liegt.", "Wir sagen nach einer Woche Bescheid." })
        {
            await jana.Keyboard.TypeAsync(answer);
            await jana.Keyboard.PressAsync("Tab");
        }
        await jana.Keyboard.PressAsync("Enter");
        await Expect(jana.Locator("#sign-off")).ToBeVisibleAsync();
        await jana.ClickAsync("#sign-off button");
        await Expect(jana.Locator("#signed")).ToContainTextAsync("Jana Keller");
        await Journey.AxeAsync(jana);
        await jana.ClickAsync("main > p a");
    }

    private static async Task WriteAsync(IPage jana)
    {
        await jana.ClickAsync("#afterwards ~ ul a[href$='/exercise']");
        await Expect(jana.Locator("#text")).Not.ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Weidenfeld"));
        await Journey.AxeAsync(jana);
        foreach (var box in await jana.Locator("input[name=seen]").AllAsync())
        {
            await box.FocusAsync();
            await jana.Keyboard.PressAsync("Space");
        }
        await jana.FillAsync("#title", "Drei Wochen Stille");
        await jana.ClickAsync("#findings .button--primary");
        var reactions = new[] { ("Dem Team Bescheid sagen.", "Es kann antworten."), ("Selbst antworten.", "Niemand weiß davon."), ("Dagegenhalten.", "Dann wird es laut.") };
        for (var n = 0; n < reactions.Length; n++)
        {
            await jana.EvaluateAsync("() => document.querySelectorAll('details[data-entry]').forEach(d => d.open = true)");
            await jana.FillAsync($"[name='reactions.{n}.text.du']", reactions[n].Item1);
            await jana.FillAsync($"[name='reactions.{n}.why.du']", reactions[n].Item2);
        }
        await Journey.AxeAsync(jana);
        await jana.ClickAsync("#writing .button--primary");
        await Expect(jana.Locator("#waiting")).ToBeVisibleAsync();
        await Journey.AxeAsync(jana);
    }

    /// <summary>The second person hears of it on her start page, reads it in all forms and agrees.</summary>
    private static async Task AgreeAsync(Journey journey, IPage miriam)
    {
        await journey.SignInAsync(miriam, "miriam");
        await Journey.AxeAsync(miriam);
        await miriam.Locator("main a", new PageLocatorOptions { HasText = "Eine Übung wartet auf einen zweiten Blick" }).ClickAsync();
        await Journey.AxeAsync(miriam);
        await miriam.FocusAsync("#agree button");
        await miriam.Keyboard.PressAsync("Enter");
        await Expect(miriam.Locator(".notice--success")).ToBeVisibleAsync();
        await Journey.AxeAsync(miriam);
        await journey.UntilAsync(() => Task.FromResult(journey.App.Mail.Sent.Any(m => m.To == "miriam@muster.example" && m.Body.Contains("/desk/exercises/", StringComparison.Ordinal))));
    }
}
