using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>An author changes a rule, a second person publishes it, and an employee acknowledges this rule and no other.</summary>
public sealed class GuidelineTests(Browser browser)
{
    private const string Sentence = "Sag zuerst, wo du arbeitest.";

    [Theory, OnOne]
    public async Task A_changed_rule_goes_from_its_author_over_a_second_person_to_everybody(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("cem");
            await journey.SignInAsync(phone, "cem");
            await ReadAndConfirmAsync(phone);
            await MakeTobiasAnAuthorAsync(journey);
            await WriteAsync(journey);
            await PublishAsync(journey);
            await AcknowledgeAsync(phone);
        });
    }

    private static async Task ReadAndConfirmAsync(IPage phone)
    {
        await phone.GotoAsync("/guideline");
        await Journey.AxeAsync(phone);
        await phone.ClickAsync("main form .button--primary");
        await Expect(phone.Locator(".notice--success")).ToContainTextAsync("Fassung 1");
        await phone.ClickAsync("#rules .list__link");
        await Journey.AxeAsync(phone);
        // From rule to rule with the keyboard alone.
        await phone.FocusAsync("a[rel=next]");
        await phone.Keyboard.PressAsync("Enter");
        await Expect(phone.Locator("h1")).ToContainTextAsync("Sag, wo du arbeitest");
    }

    private static async Task WriteAsync(Journey journey)
    {
        var desk = await journey.DeskAsync("miriam");
        await journey.SignInAsync(desk, "miriam");
        await desk.GotoAsync("/guideline/edit/rules/R02");
        await Journey.AxeAsync(desk);
        await desk.FillAsync("#f-sentence-du", Sentence);
        await desk.FillAsync("#f-sentence-sie", "Sagen Sie zuerst, wo Sie arbeiten.");
        await desk.FillAsync("#f-sentence-en", "First say where you work.");
        await desk.ClickAsync("#writing .actionbar .button--primary");
        await Expect(desk.Locator("#rule-R02 .badge")).ToBeVisibleAsync();
        await Journey.AxeAsync(desk);
        await desk.ClickAsync("form[action*='Offer'] button");
        await Expect(desk.Locator("#rule-R02 ins").First).ToBeVisibleAsync();
        await Journey.AxeAsync(desk);
        await desk.ClickAsync("a[href^='/guideline/publish']");
        await Expect(desk.Locator("main form")).ToHaveCountAsync(0);
    }

    private static async Task MakeTobiasAnAuthorAsync(Journey journey)
    {
        var tobias = await journey.App.PersonAsync("tobias");
        await journey.App.WithDbAsync(tobias.OrganisationId, async db =>
        {
            (await db.Set<Person>().SingleAsync(p => p.Id == tobias.Id)).Give(Role.Desk | Role.Author);
            await db.SaveChangesAsync();
        });
    }

    private static async Task PublishAsync(Journey journey)
    {
        var desk = await journey.DeskAsync("tobias");
        await journey.SignInAsync(desk, "tobias");
        await desk.GotoAsync("/guideline/review");
        await desk.ClickAsync("a[href^='/guideline/publish']");
        await Journey.AxeAsync(desk);
        await desk.ClickAsync("main form .button--primary");
        await Expect(desk.Locator(".toast")).ToContainTextAsync("Fassung 2");
    }

    private static async Task AcknowledgeAsync(IPage phone)
    {
        await phone.GotoAsync("/");
        await phone.ClickAsync("main a[href='/guideline/changes']");
        await Expect(phone.Locator("main form > section")).ToHaveCountAsync(1);
        await Expect(phone.Locator("#rule-R02 ins").First).ToBeVisibleAsync();
        await Expect(phone.Locator("main fieldset")).ToHaveCountAsync(2);
        await Journey.AxeAsync(phone);
        foreach (var question in await phone.Locator("main fieldset").AllAsync()) await question.Locator("label").Last.ClickAsync();
        await phone.ClickAsync("main form .button--primary");
        await Expect(phone.Locator(".notice--success").First).ToBeVisibleAsync();
        await Journey.AxeAsync(phone);
        await phone.GotoAsync("/guideline");
        await Expect(phone.Locator(".notice--success")).ToContainTextAsync("Fassung 2");
    }
}
