using AngleSharp.Dom;
using Mitreden.Foundation.Web;
using Mitreden.Tests.Content;

namespace Mitreden.Tests.Guidelines;

/// <summary>What authors and employees do with the guideline.</summary>
internal static class Guide
{
    /// <summary>A program with a second author.</summary>
    public static async Task<(TestApp App, HttpClient Miriam, HttpClient Second)> StartAsync(Database database)
    {
        var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var second = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Zoe Zweite", Role.Author);
        return (app, await app.SignInAsync("miriam"), await app.SignInAsync(second.Id));
    }

    /// <summary>Writes into a rule of the draft and saves it.</summary>
    public static async Task<IDocument> WriteRuleAsync(this HttpClient author, string rule, params (string Name, string Text)[] fields) =>
        await author.FollowAsync(await author.SaveAsync((await author.GetPageAsync($"/guideline/edit/rules/{rule}")).Write(fields)));

    /// <summary>Presses "save" on a form of the draft.</summary>
    public static Task<HttpResponseMessage> SaveAsync(this HttpClient author, IDocument page) => author.PressAsync(page.QuerySelector("#writing .actionbar .button--primary"));

    /// <summary>Lays the draft open.</summary>
    public static async Task OfferAsync(this HttpClient author) =>
        await author.SubmitAndFollowAsync((await author.GetPageAsync("/guideline/edit")).QuerySelector("form[action*='Offer']"));

    /// <summary>Publishes the draft that lies open.</summary>
    public static async Task<HttpResponseMessage> PublishAsync(this HttpClient author, params (string Name, string? Value)[] fields)
    {
        var go = (await author.GetPageAsync("/guideline/review")).QuerySelector("a[href^='/guideline/publish']")!.GetAttribute("href")!;
        return await author.SubmitAsync((await author.GetPageAsync(go)).QuerySelector("main form"), fields);
    }

    /// <summary>One writes new words into the sentence of a rule, the other publishes.</summary>
    public static async Task ChangeAsync(HttpClient writer, HttpClient second, string rule, string field, string words, string? material = null)
    {
        await writer.WriteRuleAsync(rule, ($"{field}.du", words), ($"{field}.sie", words), ($"{field}.en", words));
        await writer.OfferAsync();
        using var answer = await second.PublishAsync(material is null ? [] : [("Material", material)]);
        Assert.Equal("/guideline", answer.Headers.Location?.ToString());
    }

    /// <summary>Confirms the whole guideline.</summary>
    public static async Task AcknowledgeAsync(this HttpClient person) => await person.SubmitAndFollowAsync((await person.GetPageAsync("/guideline")).QuerySelector("main form"));
}
