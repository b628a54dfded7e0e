using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Desk.Drills;

namespace Mitreden.Tests.Desk;

/// <summary>What the tests of fire drills do again and again.</summary>
internal static class DrillSteps
{
    /// <summary>Plans a drill that begins now and gives its id; nobody has been asked before the jobs run.</summary>
    public static async Task<Guid> PlanDrillAsync(this TestApp app, HttpClient lead, string[] asked, params (string, string?)[] fields)
    {
        (string, string?)[] usual = [("Product", "Modell 3"), ("When", "now")];
        using var answer = await lead.SubmitAsync(await lead.PrepareFormAsync(), [.. usual.Where(u => fields.All(f => f.Item1 != u.Item1)), .. fields, .. await app.AskAsync(asked)]);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return Guid.Parse(answer.Headers.Location!.OriginalString["/desk/drills/".Length..]);
    }

    /// <summary>Plans a drill that begins now, and asks.</summary>
    public static async Task<Guid> StartDrillAsync(this TestApp app, params string[] asked)
    {
        var id = await app.PlanDrillAsync(await app.SignInAsync("miriam"), asked);
        await app.RunJobsAsync();
        Assert.Equal(DrillState.Running, (await app.DrillAsync(id)).State);
        return id;
    }

    /// <summary>The form on which a drill is prepared.</summary>
    public static async Task<IElement> PrepareFormAsync(this HttpClient lead) => (await lead.GetPageAsync("/desk/drills/prepare")).QuerySelector("form[action='/desk/drills/prepare']")!;

    /// <summary>Fields that choose who is asked.</summary>
    public static async Task<(string, string?)[]> AskAsync(this TestApp app, params string[] asked)
    {
        var fields = new List<(string, string?)>();
        foreach (var person in asked) fields.Add(("People", (await app.PersonAsync(person)).Id.ToString()));
        return [.. fields];
    }

    /// <summary>Somebody shares the thread by the button under it.</summary>
    public static async Task<Guid> ShareDrillAsync(this HttpClient reporter, Guid drill, string tap = "watching")
    {
        var thread = await reporter.GetPageAsync($"/desk/drills/{drill}/thread");
        var page = await reporter.GetPageAsync(thread.QuerySelector("a[href^='/desk/share?url']")!.GetAttribute("href")!);
        Assert.NotNull(page.QuerySelector("[data-drill]"));
        using var answer = await reporter.SubmitAsync(page.QuerySelector("#share-form"), ("involvement", tap));
        return await DeskSteps.IdAsync(answer);
    }

    /// <summary>The drill as it is stored.</summary>
    public static async Task<Drill> DrillAsync(this TestApp app, Guid id) =>
        await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Drill>().AsNoTracking().SingleAsync(d => d.Id == id));

    /// <summary>How many people are asked.</summary>
    public static async Task<int> CountAsksAsync(this TestApp app) => await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<DrillAsk>().CountAsync());

    /// <summary>Time passes, and each job runs at its time.</summary>
    public static async Task GoOnAsync(this TestApp app, TimeSpan length, int step = 30)
    {
        for (var left = (int)length.TotalSeconds; left > 0; left -= step)
        {
            app.Time.Advance(TimeSpan.FromSeconds(Math.Min(step, left)));
            await app.RunJobsAsync();
        }
    }

    /// <summary>The desk takes it, says a word and closes it.</summary>
    public static async Task CloseAsync(this HttpClient member, Guid discussion)
    {
        await member.DoAsync(discussion, "Acknowledge");
        await member.DoAsync(discussion, "Message", ("text", "Danke, wir sind dran."));
        await member.DoAsync(discussion, "Resolve", ("outcome", "Calmed"), ("reason", "Geübt."));
    }
}
