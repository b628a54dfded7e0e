using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Announcements.Reading;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;

namespace Mitreden.Tests.Announcements;

/// <summary>What people do with news.</summary>
internal static class NewsSteps
{
    /// <summary>A company with one who writes and some who read, all in the department Montage.</summary>
    public static async Task<(Person Writer, HttpClient Client, List<Person> Readers)> CompanyAsync(this TestApp app, int readers = 0)
    {
        var first = await app.FoundAsync($"Firma {Guid.CreateVersion7():N}");
        var all = new List<Person>();
        for (var n = 0; n < readers; n++) all.Add(await app.AddPersonAsync(first.OrganisationId, $"Leserin {n}"));
        return (first, await app.SignInAsync(first.Id), all);
    }

    /// <summary>Begins a draft and gives the page with its form.</summary>
    public static async Task<IDocument> BeginNewsAsync(this HttpClient client) =>
        await client.SubmitAndFollowAsync((await client.GetPageAsync("/news/write")).QuerySelector("form[action='/news/write']"));

    /// <summary>The form in which an announcement is written.</summary>
    public static IElement? Writing(this IDocument page) => page.QuerySelector("#writing");

    /// <summary>Presses a button of the form in which an announcement is written.</summary>
    public static Task<HttpResponseMessage> WriteAsync(this HttpClient client, IDocument page, string handler, params (string, string?)[] fields)
    {
        var form = page.Writing()!;
        form.SetAttribute("action", form.GetAttribute("action") + (handler.Length == 0 ? "" : $"?handler={handler}"));
        return client.SubmitAsync(form, fields);
    }

    /// <summary>Writes and publishes an announcement; gives its id.</summary>
    public static async Task<Guid> PublishNewsAsync(this HttpClient client, string title, params (string, string?)[] more)
    {
        using var answer = await client.WriteAsync(await client.BeginNewsAsync(), "Publish", [("Form.Title", title), ("Form.Text", $"Text zu {title}"), .. more]);
        Assert.True((int)answer.StatusCode is 302, $"not published: {(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync()).Length}");
        return Guid.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    /// <summary>The announcement as it is stored.</summary>
    public static Task<Announcement> NewsAsync(this TestApp app, Guid organisation, Guid id) =>
        app.WithDbAsync(organisation, db => db.Set<Announcement>().AsNoTracking().SingleAsync(a => a.Id == id));

    /// <summary>The night comes: readers are counted.</summary>
    public static async Task CountAsync(this TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CountReadersHandler>().RunAsync(new CountReaders(), CancellationToken.None);
    }

    /// <summary>Makes the rows of everybody, as the job behind the first announcement does.</summary>
    public static async Task FillAsync(this TestApp app, Guid organisation)
    {
        await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().For(organisation);
        await scope.ServiceProvider.GetRequiredService<OwnRows>().FillAsync(organisation, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<Mitreden.Foundation.Data.AppDb>().SaveChangesAsync();
    }
}
