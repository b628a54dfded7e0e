using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests;

/// <summary>From the QR code to a passkey and back in, with a device in software; and no barrier on the way.</summary>
public sealed class AccountsTests(Browser browser)
{
    [Theory, OnOne]
    public async Task An_invited_person_joins_with_a_passkey_and_signs_in_with_it(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var desk = await journey.DeskAsync("petra");
            await journey.SignInAsync(desk, "petra");
            await desk.GotoAsync("/people/invitations");
            await Journey.AxeAsync(desk);
            await desk.GotoAsync("/people/invitations/cards");
            await Journey.AxeAsync(desk);
            await desk.Locator("main form button").ClickAsync();
            var link = await desk.Locator(".cards__link").First.InnerTextAsync();
            await Journey.AxeAsync(desk);
            var phone = await journey.PhoneAsync("guest");
            await GiveDeviceAsync(phone);
            await phone.GotoAsync(new Uri(link).AbsolutePath);
            await Journey.AxeAsync(phone);
            await phone.Locator("[data-passkey=create]").ClickAsync();
            await Expect(phone.Locator(".nav")).ToBeVisibleAsync();
            await phone.GotoAsync("/me");
            await Journey.AxeAsync(phone);
            await phone.Locator("main form[action='/sign-out'] button").ClickAsync();
            await Journey.AxeAsync(phone);
            await phone.Locator("[data-passkey=get]").ClickAsync();
            await Expect(phone.Locator(".nav")).ToBeVisibleAsync();
        });
    }

    [Theory, OnOne]
    public async Task The_first_run_page_has_no_barrier(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database, new TestAppOptions { Demo = false });
        await journey.RunAsync(async () =>
        {
            var desk = await journey.DeskAsync("founder");
            await desk.GotoAsync("/");
            await Expect(desk.Locator("#company")).ToBeVisibleAsync();
            await Journey.AxeAsync(desk);
        });
    }

    /// <summary>A device that holds passkeys and says yes by itself.</summary>
    private static async Task GiveDeviceAsync(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
