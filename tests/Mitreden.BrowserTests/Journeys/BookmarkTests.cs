using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>The bookmark on a page of others, and the pages about ways to report on a phone and at a desk.</summary>
public sealed class BookmarkTests(Browser browser)
{
    [Theory, OnOne]
    public async Task On_a_page_of_others_the_bookmark_opens_the_form_with_what_was_selected(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var desk = await journey.DeskAsync("anna");
            await journey.SignInAsync(desk, "anna");
            await desk.GotoAsync("/desk/ways-in");
            var mark = await desk.Locator("#mark").GetAttributeAsync("href") ?? "";
            var foreign = await desk.Context.NewPageAsync();
            await foreign.SetContentAsync("<title>Pumpenforum 😀</title><p>Schlechte „Pumpen“ &amp; <b>mehr</b> 100 %</p>");
            await foreign.EvaluateAsync("() => getSelection().selectAllChildren(document.querySelector('p'))");
            var script = mark["javascript:".Length..].Replace("http://localhost/", journey.Address.ToString(), StringComparison.Ordinal);
            var form = await desk.Context.RunAndWaitForPageAsync(() => foreign.EvaluateAsync(script));
            await Expect(form.Locator("#text")).ToHaveValueAsync("Schlechte „Pumpen“ & mehr 100 %");
            await Expect(form.Locator("#share-form")).ToContainTextAsync("Pumpenforum 😀");
            await foreign.EvaluateAsync("() => { document.querySelector('p').textContent = 'ä😀'.repeat(50000); getSelection().selectAllChildren(document.querySelector('p')); }");
            var longest = await desk.Context.RunAndWaitForPageAsync(() => foreign.EvaluateAsync(script));
            await Expect(longest.Locator("#text")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^(ä😀)+ä?$"));
        });
    }

    [Theory, OnOne("/desk/ways-in"), OnOne("/desk/ways-in/iphone"), OnOne("/desk/channels/chat")]
    public async Task The_pages_fit_a_phone_and_a_desk_without_barrier(Database database, string path)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            foreach (var device in new[] { await journey.PhoneAsync("phone"), await journey.DeskAsync("desk") })
            {
                await journey.SignInAsync(device, "jana");
                await device.GotoAsync(path);
                foreach (var closed in await device.Locator("summary").AllAsync()) await closed.ClickAsync();
                while (await device.Locator("form[action*=Open] button").CountAsync() > 0) await device.Locator("form[action*=Open] button").First.ClickAsync();
                Assert.False(await device.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"), $"{path} is wider than the screen");
                await Journey.AxeAsync(device);
            }
        });
    }
}
