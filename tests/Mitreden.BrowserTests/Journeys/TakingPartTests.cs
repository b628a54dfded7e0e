using Microsoft.EntityFrameworkCore;
using Mitreden.Participation.Ideas;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>Somebody is in and has an idea; those who lead draw the pilot group and say what becomes of the idea; everybody reads it.</summary>
public sealed class TakingPartTests(Browser browser)
{
    [Theory, OnOne(true), OnOne(false)]
    public async Task From_a_tap_and_an_idea_to_a_pilot_group_and_an_answer(Database database, bool script)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            foreach (var name in new[] { "cem", "stefan", "emily", "tobias", "ralf" })
            {
                var one = await journey.PhoneAsync(name, script: script);
                await journey.SignInAsync(one, name);
                await one.GotoAsync("/involvement");
                await one.ClickAsync("#part-Pilot form .button");
                await Expect(one.Locator("#part-Pilot .badge--done")).ToBeVisibleAsync();
            }
            var anna = await journey.PhoneAsync("anna", script: script);
            await journey.SignInAsync(anna, "anna");
            await anna.ClickAsync("main a[href='/involvement']");
            if (script) await Journey.AxeAsync(anna);
            await anna.CheckAsync("#part-Pilot input[name=isNew]");
            await anna.ClickAsync("#part-Pilot form .button");
            await Expect(anna.Locator("#part-Pilot")).ToContainTextAsync("Das siehst nur du");
            await anna.ClickAsync("main a[href='/involvement/ideas/new']");
            if (script) await Journey.AxeAsync(anna);
            await anna.FillAsync("#title", "Ein Schaukasten am Tor");
            await anna.FillAsync("#text", "Was wir gerade bauen, in drei Bildern.");
            await anna.ClickAsync("main form .button--primary");
            await Expect(anna.Locator("h1")).ToHaveTextAsync("Danke. Die Idee ist angekommen.");
            if (script) await Journey.AxeAsync(anna);

            // A night passes.
            await journey.App.WithDbAsync(await journey.App.DemoOrganisationAsync(), db => db.Set<Idea>()
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.Day, i => i.Day.AddDays(-2))));
            var miriam = await journey.PhoneAsync("miriam", script: script);
            await journey.SignInAsync(miriam, "miriam");
            await miriam.GotoAsync("/involvement/leads");
            if (script) await Journey.AxeAsync(miriam);
            await miriam.ClickAsync("article a:text('Ein Schaukasten am Tor')");
            if (script) await Journey.AxeAsync(miriam);
            await miriam.ClickAsync("form[action*='Publish'] .button--primary");
            await miriam.CheckAsync("input[name='Form.State'][value=Doing]");
            await miriam.FillAsync("#who", "Miriam");
            await miriam.ClickAsync("form[action*='Move'] .button--primary");
            await Expect(miriam.Locator(".timeline")).ToContainTextAsync("Das übernimmt: Miriam");
            if (script) await Journey.AxeAsync(miriam);
            await miriam.GotoAsync("/involvement/pilot");
            if (script) await Journey.AxeAsync(miriam);
            await miriam.ClickAsync("form[action*='Draw'] .button--primary");
            await Expect(miriam.Locator("[id^=member-]")).ToHaveCountAsync(6);
            if (script) await Journey.AxeAsync(miriam);

            await anna.GotoAsync("/");
            await Expect(anna.Locator("main")).ToContainTextAsync("Zu deiner Idee: Machen wir");
            await anna.ClickAsync("main .card--link:has-text('Du bist in der Pilotgruppe')");
            if (script) await Journey.AxeAsync(anna);
            await anna.ClickAsync("section[aria-labelledby=group] .button");
            await Expect(anna.Locator("section[aria-labelledby=group]")).ToHaveCountAsync(0);
            await miriam.ReloadAsync();
            await Expect(miriam.Locator("[id^=member-]")).ToHaveCountAsync(5);
        });
    }
}
