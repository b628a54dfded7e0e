using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Mitreden.Desk;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>Sharing under a workshop's conditions: no network, no script, English, an expired session.</summary>
public sealed class SharingTests(Browser browser)
{
    /// <summary>The smallest picture that is one.</summary>
    internal static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory, OnBoth]
    public async Task Without_network_a_report_waits_and_arrives_exactly_once(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("cem");
            await journey.SignInAsync(phone, "cem");
            await phone.EvaluateAsync("() => navigator.serviceWorker.ready");
            await phone.GotoAsync("/desk/share");
            await phone.Context.SetOfflineAsync(true);
            await phone.FillAsync("#url", "https://forum.example/ohne-netz");
            await phone.ClickAsync("button[value=wrote]");
            await Expect(phone.Locator("[data-share-waiting]")).ToBeVisibleAsync();
            await Expect(phone.Locator("[data-share-waiting]")).ToContainTextAsync("kein Netz");
            Assert.Equal(0, await CountAsync(journey, "ohne-netz"));

            await phone.Context.SetOfflineAsync(false);
            await phone.WaitForURLAsync("**/desk/reports/*");
            await phone.GotoAsync("/");
            await phone.ReloadAsync();
            Assert.Equal(1, await CountAsync(journey, "ohne-netz"));
        });
    }

    /// <summary>The copy of the page that works without network was made when something else was shared: what is typed into it is another report.</summary>
    [Theory, OnOne]
    public async Task What_is_shared_from_the_offline_copy_is_never_taken_for_what_was_shared_before(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("cem");
            await journey.SignInAsync(phone, "cem");
            await phone.EvaluateAsync("() => navigator.serviceWorker.ready");
            await phone.GotoAsync("/desk/share");
            await phone.FillAsync("#url", "https://forum.example/mit-netz");
            await phone.ClickAsync("button[value=watching]");
            await phone.WaitForURLAsync("**/desk/reports/*");
            await phone.Context.SetOfflineAsync(true);
            foreach (var link in new[] { "tunnel-eins", "tunnel-zwei" })
            {
                await phone.GotoAsync("/desk/share");
                await phone.FillAsync("#url", $"https://forum.example/{link}");
                await phone.ClickAsync("button[value=watching]");
                await Expect(phone.Locator("[data-share-waiting]")).ToBeVisibleAsync();
            }
            await phone.Context.SetOfflineAsync(false);
            await journey.UntilAsync(async () => await CountAsync(journey, "tunnel-eins") == 1 && await CountAsync(journey, "tunnel-zwei") == 1);
            Assert.Equal(1, await CountAsync(journey, "mit-netz"));
        });
    }

    [Theory, OnOne]
    public async Task Pictures_that_were_kept_over_a_sign_in_come_along(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            using var shared = new MultipartFormDataContent { { new StringContent("Ohne Anmeldung geteilt"), "text" }, { new ByteArrayContent(Png), "screenshots", "bild.png" } };
            using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = journey.Address };
            using var kept = await stranger.PostAsync("/desk/share-target", shared);
            var back = Uri.UnescapeDataString(kept.Headers.Location!.OriginalString.Split("returnUrl=")[1]);
            var phone = await journey.PhoneAsync("cem");
            await journey.SignInAsync(phone, "cem");
            await phone.GotoAsync(back);
            await Expect(phone.Locator(".thumb img")).ToHaveCountAsync(1);
            // One more of one's own stands beside it and drives it from nowhere.
            await phone.SetInputFilesAsync("#screenshots", new FilePayload { Name = "noch-eins.png", MimeType = "image/png", Buffer = Png });
            await Expect(phone.Locator(".thumb img")).ToHaveCountAsync(2);
            await phone.ClickAsync("button[value=watching]");
            await phone.WaitForURLAsync("**/desk/reports/*");
            var organisation = await journey.App.DemoOrganisationAsync();
            Assert.Equal(2, await journey.App.WithDbAsync(organisation, db => db.Set<Discussion>().Where(d => d.Text.Contains("Ohne Anmeldung")).Select(d => d.Screenshots).SingleAsync()));
        });
    }

    [Theory, OnOne]
    public async Task With_script_off_everything_still_works(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("anna", script: false);
            await journey.SignInAsync(phone, "anna");
            await phone.ClickAsync("main a[href='/desk/share']");
            await phone.FillAsync("#url", "forum.example/ohne-script");
            await phone.ClickAsync("button[value=watching]");
            await Expect(phone.Locator("#progress")).ToContainTextAsync("Noch niemand hat es gesehen");
            await Expect(phone.Locator("[data-copy]").First).ToBeHiddenAsync();
            var desk = await journey.DeskAsync("tobias", script: false);
            await journey.SignInAsync(desk, "tobias");
            await desk.ClickAsync("main a[href='/desk']");
            await desk.ClickAsync(".inbox__row a");
            await desk.ClickAsync("form[action*=Acknowledge] button");
            await phone.ReloadAsync();
            await Expect(phone.Locator("#progress")).ToContainTextAsync("Tobias Brandt hat es um");
        });
    }

    [Theory, OnOne]
    public async Task In_English_and_with_the_keyboard_alone(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var page = await journey.DeskAsync("emily", "en-GB");
            await journey.SignInAsync(page, "emily");
            await page.GotoAsync("/desk/share");
            await Expect(page.Locator("h1")).ToHaveTextAsync("Report a discussion");
            await page.FocusAsync("#url");
            await page.Keyboard.TypeAsync("https://forum.example/keyboard");
            for (var step = 0; step < 20 && await page.EvaluateAsync<string>("() => document.activeElement.value ?? ''") != "heated"; step++)
                await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("#progress")).ToContainTextAsync("Nobody has seen it yet");
            await Expect(page.Locator("#disclosure")).ToContainTextAsync("I work at Muster GmbH");
            await Journey.AxeAsync(page);
        });
    }

    [Theory, OnOne]
    public async Task A_session_that_runs_out_in_the_middle_loses_nothing(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("cem");
            await journey.SignInAsync(phone, "cem");
            await phone.GotoAsync("/desk/share");
            await phone.FillAsync("#text", "Ich bin gerade mitten im Schreiben");
            await phone.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "mitreden-session" });
            await phone.ClickAsync("button[value=wrote]");
            await phone.WaitForURLAsync("**/sign-in?**");
            await phone.ClickAsync("button[value=cem]");
            await phone.WaitForURLAsync("**/desk/**");
            await Expect(phone.Locator("#progress, #toasts .toast").First).ToBeVisibleAsync();
            await journey.UntilAsync(async () => await CountAsync(journey, "mitten im Schreiben") == 1);
        });
    }

    private static async Task<int> CountAsync(Journey journey, string part)
    {
        var organisation = await journey.App.DemoOrganisationAsync();
        return await journey.App.WithDbAsync(organisation, db => db.Set<Discussion>().CountAsync(d => d.Url!.Contains(part) || d.Text.Contains(part)));
    }
}
