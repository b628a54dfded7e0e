using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>
/// The case from which the product comes: a department head helps in a Facebook group, is criticised, argues. There he was
/// found out and the team heard of it late, by chance. Here he shares it in two taps, has help at once, and the team within
/// seconds; and it ends calmly.
/// </summary>
public sealed class DepartmentHeadTests(Browser browser)
{
    private const string Thread = "https://www.facebook.com/groups/pumpentechnik/posts/4711";

    [Theory, OnBoth]
    public async Task From_a_thread_in_a_Facebook_group_to_a_calm_ending(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await JoinAsync(journey);
            await AcknowledgeGuidelineAsync(phone);
            var inbox = await journey.DeskAsync("jana");
            await journey.SignInAsync(inbox, "jana");
            await inbox.GotoAsync("/desk");

            await ShareAsync(phone);
            await HelpAtOnceAsync(phone);
            await DeskAsync(journey, inbox, phone);
            await CalmEndingAsync(phone);
            await ManagementAsync(journey);
        });
    }

    /// <summary>The administrator imports him from a list and gives him a code; he comes in with a password.</summary>
    private static async Task<IPage> JoinAsync(Journey journey)
    {
        var office = await journey.DeskAsync("petra");
        await journey.SignInAsync(office, "petra");
        await office.GotoAsync("/people/import");
        await office.FillAsync("#text", "Name;E-Mail;Abteilung;Sprache\nDirk Hansen;;Entwicklung;de\n;ohne.name@muster.example;Montage;de");
        await office.ClickAsync("form[enctype] .button--primary");
        await Expect(office.Locator("main")).ToContainTextAsync("Zeile 3");
        await office.ClickAsync("form[action*='Take'] .button--primary");
        await office.GotoAsync("/people?search=Hansen");
        await office.ClickAsync("main a:has-text('Dirk Hansen')");
        await office.GotoAsync(new Uri(office.Url).AbsolutePath + "/invitation");
        await office.ClickAsync("main form .button--primary");
        var link = await office.InnerTextAsync("#link");

        var phone = await journey.PhoneAsync("dirk");
        await phone.GotoAsync(new Uri(link.Trim()).PathAndQuery);
        await Expect(phone.Locator("main")).ToContainTextAsync("freiwillig");
        await Journey.AxeAsync(phone);
        await phone.Locator("details:has(input[type=password]) summary").ClickAsync();
        await phone.FillAsync("#name2", "dirk.hansen");
        await phone.FillAsync("#password", "sieben gelbe pumpen");
        await phone.ClickAsync("form:has(#password) button");
        return phone;
    }

    private static async Task AcknowledgeGuidelineAsync(IPage phone)
    {
        await phone.GotoAsync("/guideline");
        await Expect(phone.Locator(".creed li")).ToHaveCountAsync(3);
        await Journey.AxeAsync(phone);
        await phone.ClickAsync("main form .button--primary");
        await Expect(phone.Locator(".notice--success")).ToContainTextAsync("Fassung 1");
    }

    /// <summary>What the share menu does: it posts title, text and an empty url; the worker takes it. Then one tap.</summary>
    private static async Task ShareAsync(IPage phone)
    {
        await phone.GotoAsync("/");
        await phone.EvaluateAsync("() => navigator.serviceWorker.ready");
        await phone.EvaluateAsync("""
            ([title, text]) => {
              const form = document.createElement("form");
              Object.assign(form, { method: "post", action: "/desk/share-target", enctype: "multipart/form-data" });
              for (const [name, value] of Object.entries({ title, text, url: "" })) {
                const input = document.createElement("textarea");
                Object.assign(input, { name, value });
                form.append(input);
              }
              document.body.append(form);
              form.submit();
            }
            """, new[] { "Gruppe Pumpentechnik", $"Schon wieder eine Muster-Pumpe undicht. {Thread}" });
        await Expect(phone.Locator("#text")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Muster-Pumpe undicht"));
        await Journey.AxeAsync(phone);
        await phone.ClickAsync("button[value=heated]");
    }

    private static async Task HelpAtOnceAsync(IPage phone)
    {
        await Expect(phone.Locator("#progress")).ToContainTextAsync("Noch niemand hat es gesehen");
        await Expect(phone.Locator(".steps")).ToContainTextAsync("Mach eine Pause");
        await Expect(phone.Locator("#disclosure")).ToContainTextAsync("Ich arbeite bei Muster GmbH, Abteilung Entwicklung");
        await Expect(phone.Locator(".steps")).ToContainTextAsync("Nicht streiten, nichts löschen");
        await phone.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await phone.ClickAsync("[data-copy='#hand-over']");
        Assert.Contains("Social-Media-Team", await phone.EvaluateAsync<string>("() => navigator.clipboard.readText()"), StringComparison.Ordinal);
        await Journey.AxeAsync(phone);
    }

    /// <summary>The open inbox shows it without reloading; she takes it, answers the three questions, takes over, closes.</summary>
    private static async Task DeskAsync(Journey journey, IPage inbox, IPage phone)
    {
        var row = inbox.Locator(".inbox__row", new PageLocatorOptions { HasText = "Gruppe Pumpentechnik" });
        await Expect(row).ToBeVisibleAsync();
        await Journey.AxeAsync(inbox);
        await row.Locator("a").ClickAsync();
        await inbox.ClickAsync("form[action*=Acknowledge] button");
        await Expect(phone.Locator("#progress")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"Jana Keller hat es um \d\d:\d\d gesehen"));
        Assert.Contains(journey.App.Mail.Sent, mail => mail.To == "jana@muster.example");

        await inbox.FillAsync("#message", "Danke, gut gemacht. Bitte nichts mehr schreiben, ich übernehme.");
        await inbox.ClickAsync("form[action*=Message] button");
        await Expect(phone.Locator("#talk")).ToContainTextAsync("ich übernehme");
        await inbox.SelectOptionAsync("#truth", "Partly");
        await inbox.SelectOptionAsync("#voice", "Customer");
        await inbox.CheckAsync("input[name=severity][value='3']", new PageCheckOptions { Force = true });
        await inbox.ClickAsync("form[action*=Triage] button");
        await inbox.ClickAsync("form[action*=TakeOver] button");
        await Expect(phone.Locator("#progress")).ToContainTextAsync("übernommen");
        await inbox.FillAsync("#public-word", "Ich bin Jana aus dem Social-Media-Team von Muster. Danke für den Hinweis auf die Dichtung.");
        await inbox.ClickAsync("form[action*=PublicWord] button");
        await Journey.AxeAsync(inbox);
        await inbox.SelectOptionAsync("#outcome", "Mended");
        await inbox.FillAsync("#resolve-reason", "Der Kunde hat eine neue Dichtung bekommen und sich in der Gruppe bedankt.");
        await inbox.ClickAsync("form[action*=Resolve] button");
        await Expect(inbox.Locator("#timeline li")).ToHaveCountAsync(7);
    }

    private static async Task CalmEndingAsync(IPage phone)
    {
        await Expect(phone.Locator("#progress")).ToContainTextAsync("abgeschlossen");
        await Expect(phone.Locator("#progress")).ToContainTextAsync("Der Kunde hat eine neue Dichtung bekommen");
        await phone.ReloadAsync();
        await Journey.AxeAsync(phone);
    }

    /// <summary>Counts and times, nobody's name and nothing of what was said.</summary>
    private static async Task ManagementAsync(Journey journey)
    {
        var office = await journey.DeskAsync("sabine");
        await journey.SignInAsync(office, "sabine");
        await office.GotoAsync("/figures");
        await Journey.AxeAsync(office);
        var page = await office.InnerTextAsync("main");
        Assert.DoesNotContain("Hansen", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Pumpentechnik", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Jana", page, StringComparison.Ordinal);
        Assert.NotNull(await office.APIRequest.GetAsync("/desk") is { Status: 403 } refused ? refused : null);
    }
}
