using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests;

/// <summary>The frame around every page.</summary>
public sealed class FrameTests(Browser browser)
{
    [Theory, OnOne]
    public async Task The_start_page_greets_and_has_no_barrier(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("cem");
            await journey.SignInAsync(phone, "cem");
            await Expect(phone.Locator("h1")).ToContainTextAsync("Cem");
            await Journey.AxeAsync(phone);
        });
    }
}
