using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;

namespace Mitreden.Tests.Accounts;

/// <summary>What the tests of this module do again and again.</summary>
internal static partial class Doors
{
    public const string Password = "ein kurzer satz";

    /// <summary>Adds somebody who is not in yet.</summary>
    public static async Task<Guid> AddGuestAsync(this TestApp app, string name, string? email = null, Guid? organisation = null)
    {
        var company = organisation ?? await app.DemoOrganisationAsync();
        return await app.WithDbAsync(company, async db =>
        {
            var person = Person.Add(company, name, email, "Montage", "de", Role.None, app.Time.GetUtcNow());
            db.Add(person);
            await db.SaveChangesAsync();
            return person.Id;
        });
    }

    /// <summary>Path of a fresh invitation that the administrator shows as a code.</summary>
    public static async Task<string> ShowInvitationAsync(this HttpClient administrator, Guid person)
    {
        var page = await administrator.GetPageAsync($"/people/{person}/invitation");
        using var answer = await administrator.SubmitAsync(page.QuerySelector("main form"));
        return new Uri((await answer.PageAsync()).Text("#link")).AbsolutePath;
    }

    /// <summary>Path of a fresh invitation that goes by mail.</summary>
    public static async Task<string> MailInvitationAsync(this TestApp app, HttpClient administrator, Guid person, string email)
    {
        var page = await administrator.GetPageAsync("/people/invitations");
        var form = page.QuerySelector($"button[name=person][value='{person}']")!.Closest("form");
        using var answer = await administrator.SubmitAsync(form, ("person", person.ToString()));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await app.RunJobsAsync();
        return LinkIn(app.Mail.Sent.Last(m => m.To == email).Body);
    }

    /// <summary>Path and query of the only link in a mail.</summary>
    public static string LinkIn(string body) => new Uri(Link().Match(body).Value).PathAndQuery;

    /// <summary>A form of the page by its handler.</summary>
    public static IElement? Form(this IDocument page, string handler) => page.QuerySelector($"form[action*='handler={handler}']");

    /// <summary>Accepts with a password and a chosen name.</summary>
    public static async Task<HttpResponseMessage> JoinAsync(this HttpClient guest, string path, string name, string password = Password)
    {
        var page = await guest.GetPageAsync(path);
        return await guest.SubmitAsync(page.Form("Password"), ("Name", name), ("password", password));
    }

    /// <summary>Tries to sign in with name and password.</summary>
    public static async Task<HttpResponseMessage> EnterAsync(this HttpClient visitor, string name, string password = Password, string back = "/")
    {
        var page = await visitor.GetPageAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(back));
        return await visitor.SubmitAsync(page.QuerySelector("#password")!.Closest("form"), ("Name", name), ("password", password));
    }

    /// <summary>Several visitors read the same page, and then all act in the same moment.</summary>
    public static async Task<HttpResponseMessage[]> AllAtOnceAsync(this TestApp app, int many, string path, Func<HttpClient, IDocument, int, Task<HttpResponseMessage>> act)
    {
        var ready = new List<(HttpClient Visitor, IDocument Page)>();
        for (var number = 0; number < many; number++)
        {
            var visitor = app.Visitor();
            ready.Add((visitor, await visitor.GetPageAsync(path)));
        }
        return await Task.WhenAll(ready.Select((r, number) => Task.Run(() => act(r.Visitor, r.Page, number))));
    }

    /// <summary>Asks for the options of a passkey as the script does.</summary>
    public static async Task<HttpResponseMessage> OptionsAsync(this HttpClient visitor, IElement form, params (string Name, string Value)[] fields)
    {
        var content = new MultipartFormDataContent { { new StringContent(form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" } };
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        return await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("data-options-url")) { Content = content });
    }

    /// <summary>Submits a form the way a browser does with a passkey: it names its origin.</summary>
    public static async Task<HttpResponseMessage> SubmitKeyAsync(this HttpClient visitor, IElement form, string credential, params (string Name, string? Value)[] fields)
    {
        visitor.DefaultRequestHeaders.Remove("Origin");
        visitor.DefaultRequestHeaders.Add("Origin", "http://localhost");
        return await visitor.SubmitAsync(form, [.. fields, ("credential", credential)]);
    }

    public static Task<Account?> AccountAsync(this TestApp app, string name) => app.WithDbAsync(null, db =>
        db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.UserName == name));

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Link();
}
