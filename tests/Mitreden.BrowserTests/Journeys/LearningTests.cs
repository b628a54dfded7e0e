using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>Somebody who has never posted anything finds a path, learns in a tunnel and plays the department head's case to a calm ending.</summary>
public sealed class LearningTests(Browser browser)
{
    [Theory, OnOne]
    public async Task From_a_few_situations_to_a_first_unit_without_network_and_on_to_the_case(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("cem");
            await journey.SignInAsync(phone, "cem");
            await phone.EvaluateAsync("() => navigator.serviceWorker.ready");
            await PlaceAsync(phone);
            await LearnInATunnelAsync(phone);
            await PlayAsync(phone);
        });
    }

    [Theory, OnOne]
    public async Task A_unit_works_without_script_and_says_what_to_think_of_an_answer(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("anna", script: false);
            await journey.SignInAsync(phone, "anna");
            await phone.GotoAsync("/placement");
            await phone.ClickAsync("[formaction$=Without]");
            await phone.ClickAsync("[data-learning-next]");
            for (var step = 0; step < 8 && new Uri(phone.Url).AbsolutePath == "/learning/units/K1"; step++)
            {
                var open = phone.Locator("[data-step]:visible");
                if (await open.Locator(".answer label").CountAsync() > 0)
                {
                    await Expect(open.Locator(".answer__why").First).ToBeHiddenAsync();
                    await open.Locator(".answer label").First.ClickAsync();
                    await Expect(open.Locator(".answer__why").First).ToBeVisibleAsync();
                }
                await open.Locator(".button--primary").ClickAsync();
            }
            await Expect(phone.Locator("h1")).ToHaveTextAsync("Geschafft");
        });
    }

    private static async Task PlaceAsync(IPage phone)
    {
        await phone.ClickAsync("main a[href='/placement']");
        await Journey.AxeAsync(phone);
        await phone.ClickAsync("main .button--primary");
        await Journey.AxeAsync(phone);
        for (var question = 0; question < 14 && new Uri(phone.Url).AbsolutePath is "/placement/question" or "/placement/more"; question++)
            await phone.ClickAsync("button[value='-1']");
        await Expect(phone.Locator("h1")).ToHaveTextAsync("Mein Weg");
        await Expect(phone.Locator(".card--next")).ToContainTextAsync("Worum geht es");
        await Journey.AxeAsync(phone);
    }

    private static async Task LearnInATunnelAsync(IPage phone)
    {
        await phone.ClickAsync("[data-learning-next]");
        await Journey.AxeAsync(phone);
        await phone.Context.SetOfflineAsync(true);
        while (await phone.Locator("[data-step]:visible").GetAttributeAsync("data-step") is { } step
            && step != (await phone.Locator("[data-step]").CountAsync() - 1).ToString(System.Globalization.CultureInfo.InvariantCulture))
            await phone.ClickAsync("[data-step]:visible .button--primary");
        await phone.Context.SetOfflineAsync(false);
        await phone.ClickAsync("[data-step]:visible .button--primary");
        await Expect(phone.Locator("h1")).ToHaveTextAsync("Geschafft");
        await Journey.AxeAsync(phone);
        await phone.ClickAsync("button[name=value][value='4']");
        await Expect(phone.Locator("main")).ToContainTextAsync("1 von");
    }

    private static async Task PlayAsync(IPage phone)
    {
        await phone.GotoAsync("/learning/scenarios/S1");
        await Journey.AxeAsync(phone);
        foreach (var option in Mitreden.Learning.Stories.ScenarioCheck.Best(Mitreden.Learning.Catalogue.Shipped.Scenarios["S1"]).Chosen)
        {
            var before = await phone.Locator(".post--choice").CountAsync();
            await phone.ClickAsync($"#now button[name=option][value='{option}']");
            await Expect(phone.Locator(".post--choice")).ToHaveCountAsync(before + 1);
        }
        await Expect(phone.Locator(".ending")).ToContainTextAsync("Nach drei Monaten");
        await Journey.AxeAsync(phone);
    }
}
