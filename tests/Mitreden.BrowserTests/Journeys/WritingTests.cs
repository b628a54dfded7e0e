using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>An author at a desk and on a phone: what is typed is shown at once, and every page is for everybody.</summary>
public sealed class WritingTests(Browser browser)
{
    [Theory, OnOne]
    public async Task Markdown_is_shown_while_it_is_typed_and_the_way_leads_to_a_version(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var desk = await journey.DeskAsync("miriam");
            await journey.SignInAsync(desk, "miriam");
            await desk.GotoAsync("/learning");
            await desk.ClickAsync("a[href='/learning/content']");
            await Journey.AxeAsync(desk);
            await desk.FillAsync("#q", "K2");
            await desk.ClickAsync("#found a[href='/learning/content/units/K2']");
            await desk.ClickAsync("details[data-entry='steps.0'] summary");
            await Journey.AxeAsync(desk);
            await desk.ClickAsync("button[value='add steps card']");
            var added = desk.Locator("details[data-entry]").Last;
            await Expect(desk.Locator("details[data-entry][open]")).ToHaveCountAsync(2);
            foreach (var area in await added.Locator("textarea").AllAsync()) await area.FillAsync("Das ist **wichtig**");
            await Expect(added.Locator(".wording__prose strong")).ToHaveCountAsync(3);
            await desk.ClickAsync("#writing .button--primary");
            await Expect(desk.Locator(".notice--success")).ToContainTextAsync("Fassung 1 gilt jetzt");
            await Journey.AxeAsync(desk);
            await desk.ClickAsync(".notice--success button");
            await Expect(desk.Locator(".notice--success")).ToContainTextAsync("Rückgängig gemacht");
        });
    }

    [Theory, OnOne]
    public async Task The_picture_of_a_story_leads_to_its_fields_on_a_phone_too(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("miriam");
            await journey.SignInAsync(phone, "miriam");
            await phone.GotoAsync("/learning/content/scenarios/S1");
            await phone.FocusAsync(".graph__node >> nth=1");
            await phone.Keyboard.PressAsync("Enter");
            await Expect(phone.Locator("details[data-entry][open]")).ToHaveCountAsync(1);
            await Journey.AxeAsync(phone);
            await phone.GotoAsync("/learning/content/scenarios/S1/versions");
            await phone.ClickAsync("#look a.choice");
            await Journey.AxeAsync(phone);
            await phone.GotoAsync("/learning/content/items/T01/versions");
            await Expect(phone.Locator("#look .expected")).ToBeVisibleAsync();
            await Journey.AxeAsync(phone);
            Assert.True(await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
            await phone.GotoAsync("/learning/content/items/import");
            await Journey.AxeAsync(phone);
            Assert.True(await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        });
    }
}
