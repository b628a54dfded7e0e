namespace Mitreden.Tests.Desk;

/// <summary>Times as people say them, on the same day and on another.</summary>
public sealed class DayAndTimeTests
{
    private static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions { Database = database });

    [Theory, OnBoth]
    public async Task On_another_day_the_sentences_say_which(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, emily, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("emily"), await app.SignInAsync("jana"));
        var (his, hers) = (await cem.ReportAsync("Gestern"), await emily.ReportAsync("Yesterday"));
        foreach (var id in new[] { his, hers })
        {
            await jana.DoAsync(id, "Acknowledge");
            await jana.DoAsync(id, "Message", ("text", "Bin da."));
        }
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Jana Keller hat es am 2. März um 10:00 gesehen", await cem.ProgressAsync(his));
        Assert.Equal("Jana Keller saw it on 2 March at 10:00", await emily.ProgressAsync(hers));
        Assert.Contains("2 Mar, 10:00", (await emily.GetPageAsync("/desk/reports")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("2. März, 10:00", (await cem.GetPageAsync("/desk/reports")).Text("main"), StringComparison.Ordinal);
    }
}
