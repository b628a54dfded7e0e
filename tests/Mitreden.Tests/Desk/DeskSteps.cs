using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;

namespace Mitreden.Tests.Desk;

/// <summary>What the tests of the desk do again and again.</summary>
internal static class DeskSteps
{
    /// <summary>The empty share form.</summary>
    public static async Task<IElement> ShareFormAsync(this HttpClient reporter) => (await reporter.GetPageAsync("/desk/share")).QuerySelector("#share-form")!;

    /// <summary>Reports through the form and gives the id.</summary>
    public static Task<Guid> ReportAsync(this HttpClient reporter, string text, string tap = "watching") => reporter.ReportAsync([], ("text", text), ("involvement", tap));

    /// <summary>Reports through the form and gives the id.</summary>
    public static async Task<Guid> ReportAsync(this HttpClient reporter, IReadOnlyList<TestFile> files, params (string, string?)[] fields)
    {
        using var answer = await reporter.SubmitAsync(await reporter.ShareFormAsync(), files, fields);
        return await IdAsync(answer);
    }

    /// <summary>Id of the report to whose page an answer leads.</summary>
    public static async Task<Guid> IdAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        var address = answer.Headers.Location!.OriginalString;
        Assert.StartsWith("/desk/reports/", address, StringComparison.Ordinal);
        return Guid.Parse(address["/desk/reports/".Length..]);
    }

    /// <summary>A desk member does something through the form on the discussion's page.</summary>
    public static async Task<HttpResponseMessage> ActAsync(this HttpClient member, Guid id, string handler, params (string, string?)[] fields) =>
        await member.SubmitAsync(Form(await member.GetPageAsync($"/desk/discussions/{id}"), handler), fields);

    /// <summary>A desk member does something, and it works.</summary>
    public static async Task<IDocument> DoAsync(this HttpClient member, Guid id, string handler, params (string, string?)[] fields)
    {
        using var answer = await member.ActAsync(id, handler, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{handler} gave {(int)answer.StatusCode}");
        return await member.FollowAsync(answer);
    }

    /// <summary>The reporter does something on the report's own page.</summary>
    public static async Task<HttpResponseMessage> SayAsync(this HttpClient reporter, Guid id, string handler, params (string, string?)[] fields) =>
        await reporter.SubmitAsync(Form(await reporter.GetPageAsync($"/desk/reports/{id}"), handler), fields);

    /// <summary>What the reporter reads about how it stands.</summary>
    public static async Task<string> ProgressAsync(this HttpClient reporter, Guid id) => (await reporter.GetPageAsync($"/desk/reports/{id}")).Text("#progress strong");

    /// <summary>The form of a page that leads to the handler.</summary>
    public static IElement Form(IDocument page, string handler)
    {
        var form = page.QuerySelector($"form[action$='handler={handler}']");
        Assert.True(form is not null, $"No form {handler} on {page.Location.Href}");
        return form;
    }

    /// <summary>The discussion as it is stored, with its timeline.</summary>
    public static async Task<Discussion> StoredAsync(this TestApp app, Guid id) => await app.WithDbAsync(await app.DemoOrganisationAsync(),
        db => db.Set<Discussion>().Include(d => d.Events.OrderBy(e => e.Number)).AsNoTracking().SingleAsync(d => d.Id == id));

    /// <summary>How many reports the person has made.</summary>
    public static async Task<int> CountAsync(this TestApp app, Guid reporter) => await app.WithDbAsync(await app.DemoOrganisationAsync(),
        db => db.Set<Discussion>().CountAsync(d => d.ReporterId == reporter));
}
