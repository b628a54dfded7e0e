using Microsoft.EntityFrameworkCore;
using Mitreden.Questions;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>Somebody asks what they would not ask aloud; somebody else answers by name; everybody reads.</summary>
public sealed class QuestionBoxTests(Browser browser)
{
    [Theory, OnOne(true), OnOne(false)]
    public async Task From_a_question_without_a_name_to_an_answer_for_everybody(Database database, bool script)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var anna = await journey.PhoneAsync("anna", script: script);
            await journey.SignInAsync(anna, "anna");
            await anna.GotoAsync("/questions");
            if (script) await Journey.AxeAsync(anna);
            await anna.ClickAsync("main a[href='/questions/ask']");
            if (script) await Journey.AxeAsync(anna);
            await anna.FillAsync("#text", "Muss ich meinen Chef als Freund annehmen?");
            await anna.ClickAsync("main form .button--primary");
            await Expect(anna.Locator("h1")).ToHaveTextAsync("Die Frage ist im Kasten");
            // Loading it anew sends nothing again, and going back finds an empty form.
            await anna.ReloadAsync();
            await anna.GoBackAsync();
            await Expect(anna.Locator("#text")).ToHaveValueAsync("");
            await anna.GoForwardAsync();
            await Expect(anna.Locator("h1")).ToHaveTextAsync("Die Frage ist im Kasten");
            if (script) await Journey.AxeAsync(anna);

            // A night passes.
            await journey.App.WithDbAsync(await journey.App.DemoOrganisationAsync(), db => db.Set<Question>()
                .ExecuteUpdateAsync(set => set.SetProperty(q => q.Day, q => q.Day.AddDays(-2))));
            var miriam = await journey.PhoneAsync("miriam", script: script);
            await journey.SignInAsync(miriam, "miriam");
            await miriam.ClickAsync("main a[href='/questions/desk']");
            if (script) await Journey.AxeAsync(miriam);
            await miriam.Locator("article", new() { HasText = "meinen Chef" }).Locator("a").ClickAsync();
            if (script) await Journey.AxeAsync(miriam);
            await miriam.FillAsync("#words", "Nein. **Privat bleibt privat.**");
            await miriam.ClickAsync("form:has(#words) .button--primary");
            await Expect(miriam.Locator(".list")).ToContainTextAsync("meinen Chef");

            await anna.GotoAsync("/questions");
            await anna.FillAsync("#q", "chef");
            await anna.ClickAsync("form[role=search] .button");
            await Expect(anna.Locator("main p[role=status]")).ToBeVisibleAsync();
            Assert.Equal("", new Uri(anna.Url).Query);
            await Expect(anna.Locator("article", new() { HasText = "meinen Chef" }).Locator(".prose strong")).ToHaveTextAsync("Privat bleibt privat.");
            await Expect(anna.Locator("main")).ToContainTextAsync("Miriam Vogt");
        });
    }
}
