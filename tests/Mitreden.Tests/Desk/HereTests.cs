using System.Net;
using Mitreden.Desk.Here;
using Mitreden.Foundation.Live;

namespace Mitreden.Tests.Desk;

/// <summary>Colleagues see each other at a discussion while they are there, and nobody can look it up later.</summary>
public sealed class HereTests
{
    [Theory, OnBoth]
    public async Task Whoever_opens_a_discussion_is_seen_and_goes_without_a_trace(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (cem, jana, tobias) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        var id = await cem.ReportAsync("Zu zweit");
        await using var live = await LiveReader.OpenAsync(jana, $"/desk/discussions/{id}/live");
        await using (var other = await LiveReader.OpenAsync(tobias, $"/desk/discussions/{id}/live"))
        {
            await UntilAsync(live, "Tobias Brandt sieht das auch gerade");
            await UntilAsync(other, "Jana Keller sieht das auch gerade");
            var form = DeskSteps.Form(await tobias.GetPageAsync($"/desk/discussions/{id}"), "Acknowledge");
            using (var typed = await TypeAsync(tobias, id, form, true)) Assert.Equal(HttpStatusCode.NoContent, typed.StatusCode);
            await UntilAsync(live, "Tobias Brandt schreibt gerade");
            using (var rested = await TypeAsync(tobias, id, form, false)) Assert.Equal(HttpStatusCode.NoContent, rested.StatusCode);
            await UntilAsync(live, "Tobias Brandt sieht das auch gerade");
        }
        await UntilAsync(live, "id=\"here\"", not: "Tobias");
        var reporter = DeskSteps.Form(await cem.GetPageAsync($"/desk/reports/{id}"), "Answer");
        using var refused = await TypeAsync(cem, id, reporter, true);
        Assert.NotEqual(HttpStatusCode.NoContent, refused.StatusCode);
    }

    [Fact]
    public void Whoever_is_not_heard_of_has_gone()
    {
        var (time, id, tobias) = (new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TestApp.Beginning), Guid.CreateVersion7(), Guid.CreateVersion7());
        using var here = new WhoIsHere(new Announcer(), time);
        here.Hear(WhoIsHere.Note(id, tobias, Sign.Types));
        Assert.Equal([new Visitor(tobias, true)], here.At(id));
        time.Advance(WhoIsHere.Writing);
        Assert.Equal([new Visitor(tobias, false)], here.At(id));
        time.Advance(WhoIsHere.Stay);
        Assert.Empty(here.At(id));
        here.Hear(new Note(WhoIsHere.Topic, id, "kein Mensch"));
        here.Hear(new Note(WhoIsHere.Topic, id));
        Assert.Empty(here.At(id));
    }

    private static Task<HttpResponseMessage> TypeAsync(HttpClient client, Guid id, AngleSharp.Dom.IElement form, bool typing) =>
        client.PostAsync($"/desk/discussions/{id}/typing", new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), new("typing", typing ? "true" : "false"),
        ]));

    private static async Task UntilAsync(LiveReader live, string text, string? not = null)
    {
        while (true)
        {
            var part = await live.PartAsync();
            if (part.Contains(text, StringComparison.Ordinal) && (not is null || !part.Contains(not, StringComparison.Ordinal))) return;
        }
    }
}
