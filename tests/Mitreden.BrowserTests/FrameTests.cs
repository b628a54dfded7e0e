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

    [Theory, OnOne(true), OnOne(false)]
    public async Task What_is_not_in_the_bar_opens_over_the_page_and_at_a_desk_stands_beside_it(Database database, bool script)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var (phone, desk) = (await journey.PhoneAsync("phone", script: script), await journey.DeskAsync("desk", script: script));
            foreach (var device in new[] { phone, desk }) await journey.SignInAsync(device, "jana");
            await Expect(desk.Locator(".nav__more")).ToBeHiddenAsync();
            await Expect(desk.Locator("#nav-sheet a[href='/desk/devices']")).ToBeVisibleAsync();
            await Expect(phone.Locator("#nav-sheet")).ToBeHiddenAsync();
            await phone.FocusAsync(".nav__more");
            await phone.Keyboard.PressAsync("Enter");
            await Expect(phone.Locator("#nav-sheet a[href='/launch']")).ToBeVisibleAsync();
            await phone.Keyboard.PressAsync("Escape");
            await Expect(phone.Locator("#nav-sheet")).ToBeHiddenAsync();
            await Expect(phone.Locator(".nav__more")).ToBeFocusedAsync();
            await phone.ClickAsync(".nav__more");
            if (script) await Journey.AxeAsync(phone);
            await phone.ClickAsync("#nav-sheet a[href='/desk/devices']");
            await phone.WaitForURLAsync("**/desk/devices");
        });
    }

    [Theory, OnOne]
    public async Task Buttons_that_stick_to_a_phone_share_one_row(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("miriam");
            await journey.SignInAsync(phone, "miriam");
            await phone.GotoAsync("/news/write");
            await phone.ClickAsync("form[action='/news/write'] button");
            var buttons = phone.Locator("#writing .actionbar .button");
            await Expect(buttons).ToHaveCountAsync(3);
            Assert.InRange((await phone.Locator("#writing .actionbar").BoundingBoxAsync())!.Height, 48, 90);
            foreach (var button in await buttons.AllAsync()) Assert.InRange((await button.BoundingBoxAsync())!.Height, 48, 74);
            await Journey.AxeAsync(phone);
        });
    }

    [Theory, OnOne]
    public async Task What_nobody_has_is_taken_with_the_thumb_before_all_of_it_is_read(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var (cem, jana) = (await journey.PhoneAsync("cem"), await journey.PhoneAsync("jana", script: false));
            await journey.SignInAsync(cem, "cem");
            await cem.GotoAsync("/desk/share");
            await cem.FillAsync("#text", "Alle streiten über die Dichtung");
            await cem.ClickAsync("button[value=heated]");
            await cem.WaitForURLAsync("**/desk/reports/*");
            await journey.SignInAsync(jana, "jana");
            await jana.GotoAsync("/desk");
            await jana.ClickAsync(".inbox__row a");
            var take = jana.Locator(".case__take .button");
            await Expect(take).ToBeInViewportAsync();
            await take.ClickAsync();
            await Expect(jana.Locator("#status")).ToContainTextAsync("Bei Jana");
            await Expect(take).ToHaveCountAsync(0);
            await Expect(jana.Locator(".case__jump a")).ToBeVisibleAsync();
        });
    }
}
