using Mitreden.Desk;

namespace Mitreden.Tests.Desk;

/// <summary>After a hand-back everybody reads who really has it.</summary>
public sealed class HandBackTests
{
    private static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions { Database = database });

    [Theory, OnBoth]
    public async Task Whoever_took_over_and_gave_it_back_is_named_no_longer(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana, tobias) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        var id = await cem.ReportAsync("Wer hat es nun?");
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "TakeOver");
        Assert.Contains("Jana Keller hat um 10:00 übernommen", await cem.ProgressAsync(id), StringComparison.Ordinal);
        await jana.DoAsync(id, "HandBack");
        app.Time.Advance(TimeSpan.FromMinutes(2));
        await tobias.DoAsync(id, "Acknowledge");
        var name = (await app.PersonAsync("tobias")).Name;
        Assert.Equal($"{name} hat es um 10:02 gesehen", await cem.ProgressAsync(id));
    }

    [Theory, OnBoth]
    public async Task What_the_program_hands_back_is_the_programs_step(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana, petra) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), await app.SignInAsync("petra"));
        var id = await cem.ReportAsync("Noch offen");
        await jana.DoAsync(id, "Acknowledge");
        var page = await petra.GetPageAsync($"/people/{(await app.PersonAsync("jana")).Id}");
        await petra.SubmitAndFollowAsync(DeskSteps.Form(page, "Leave"));
        var step = (await app.StoredAsync(id)).Events[^1];
        Assert.Equal((EventKind.HandedBack, Actor.Program, null), (step.Kind, step.Actor, step.By));
        var tobias = await app.SignInAsync("tobias");
        Assert.Contains("Automatisch zurückgegeben", (await tobias.GetPageAsync($"/desk/discussions/{id}")).Text("#timeline"), StringComparison.Ordinal);
    }
}
