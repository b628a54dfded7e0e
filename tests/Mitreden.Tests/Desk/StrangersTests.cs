using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Desk;

/// <summary>What strangers send to the share form costs neither memory nor disk without end.</summary>
public sealed class StrangersTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private static MultipartFormDataContent Picture() => new() { { new ByteArrayContent(TestPictures.File().Bytes), "screenshots", "bild.png" } };

    private static Task<HttpResponseMessage> ShareAsync(HttpClient client, HttpContent content, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/desk/share") { Content = content };
        request.Headers.Add("Accept", accept);
        return client.SendAsync(request);
    }

    [Theory, OnBoth]
    public async Task Only_so_many_pictures_are_open_at_once_and_none_for_a_script_without_session(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        for (var n = 0; n < PictureReader.MostAtOnce; n++) await PictureReader.Turns.WaitAsync();
        Task<HttpResponseMessage> waiting;
        try
        {
            var refused = ShareAsync(app.Visitor(), Picture(), "application/json");
            Assert.Equal(HttpStatusCode.Unauthorized, (await refused.WaitAsync(TimeSpan.FromSeconds(20))).StatusCode);
            waiting = ShareAsync(app.Visitor(), Picture(), "text/html");
            Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(Moment)));
        }
        finally
        {
            PictureReader.Turns.Release(PictureReader.MostAtOnce);
        }
        Assert.Equal(HttpStatusCode.Redirect, (await waiting).StatusCode);
    }

    [Theory, OnBoth]
    public async Task What_is_kept_for_a_stranger_has_an_end(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        using var text = new FormUrlEncodedContent([new("text", new string('x', 1_000_000)), new("url", "https://a.example/" + new string('y', 1_000_000))]);
        using var answer = await ShareAsync(app.Visitor(), text, "text/html");
        var secret = Uri.UnescapeDataString(answer.Headers.Location!.OriginalString).Split('=')[^1];
        var draft = await app.WithDbAsync(null, db => db.Set<ShareDraft>().AsNoTracking().SingleAsync(d => d.SecretHash == Secret.Hash(secret)));
        Assert.Equal((ShareDraft.LongestText, LinkReader.Longest), (draft.Text.Length, draft.Url.Length));
    }

    [Theory, OnBoth]
    public async Task Strangers_are_limited_and_colleagues_are_not(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (visitor, cem) = (app.Visitor(), await app.SignInAsync("cem"));
        var (last, of) = (HttpStatusCode.OK, HttpStatusCode.OK);
        for (var n = 0; n < 61; n++)
        {
            last = (await ShareAsync(visitor, new FormUrlEncodedContent([new("text", "x")]), "application/json")).StatusCode;
            of = (await ShareAsync(cem, new FormUrlEncodedContent([new("text", "x")]), "application/json")).StatusCode;
        }
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.BadRequest), (last, of));
    }
}
