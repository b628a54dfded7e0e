using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Afterwards;

namespace Mitreden.Tests.Desk;

/// <summary>How a discussion becomes an exercise, step by step through the pages.</summary>
internal static class ExerciseSteps
{
    /// <summary>Cem reports it, Jana talks to him and the public, and closes it.</summary>
    public static async Task<Guid> ClosedAsync(this TestApp app)
    {
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync([], ("title", "Frau Weidenfeld aus Köln ärgert sich"), ("involvement", "wrote"),
            ("text", "Frau Weidenfeld (@weidi77) wartet seit dem 12. März auf Bestellung 47110815. Siehe https://forum.example/wut und frag Anna Schulz."));
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Message", ("text", "Danke, Cem. Ich kümmere mich."));
        await jana.DoAsync(id, "PublicWord", ("text", "Das hätte schneller gehen müssen, Frau Weidenfeld."));
        await jana.DoAsync(id, "Resolve", ("outcome", "Mended"), ("reason", "Frau Weidenfeld hat ihre Dichtung."));
        return id;
    }

    /// <summary>What leads to somebody in it.</summary>
    public static readonly string[] Secrets = ["Weidenfeld", "Köln", "weidi77", "47110815", "forum.example", "Schulz", "Cem"];

    /// <summary>A desk member looks at each finding and goes on; gives the page on which the exercise is written.</summary>
    public static async Task<IDocument> LookAsync(this HttpClient member, Guid discussion)
    {
        var page = await member.GetPageAsync($"/desk/discussions/{discussion}/exercise");
        return await member.FollowAsync(await member.SubmitAsync(page.QuerySelector("#findings"), [.. Ticks(page)]));
    }

    /// <summary>A tick for each finding.</summary>
    public static IEnumerable<(string, string?)> Ticks(IDocument page) => page.QuerySelectorAll("#findings input[name=seen]").Select(box => ("seen", box.GetAttribute("value")));

    /// <summary>Fills in the reactions and asks a second person to look.</summary>
    public static async Task<IDocument> OfferAsync(this HttpClient writer, IDocument page, string title = "Drei Tage Stille")
    {
        page.Write(("title.du", title), ("title.sie", ""), ("title.en", ""), ("reactions.0.text.du", "Dem Team Bescheid sagen."), ("reactions.0.why.du", "Es kann antworten."),
            ("reactions.1.text.du", "Selbst antworten."), ("reactions.1.why.du", "Gut gemeint, und niemand weiß davon."), ("reactions.2.text.du", "Dagegenhalten."), ("reactions.2.why.du", "Dann wird es laut."));
        return await writer.FollowAsync(await writer.PressAsync(page.QuerySelector("#writing .button--primary")));
    }

    /// <summary>Writes into fields of the form.</summary>
    private static void Write(this IDocument page, params (string Name, string Text)[] fields) => Content.Author.Write(page, fields);

    /// <summary>The exercise of a discussion as it is stored; null when there is none.</summary>
    public static async Task<Exercise?> ExerciseAsync(this TestApp app, Guid discussion) => await app.WithDbAsync(await app.DemoOrganisationAsync(),
        db => db.Set<Exercise>().AsNoTracking().SingleOrDefaultAsync(e => e.DiscussionId == discussion));

    /// <summary>The second person agrees, and it works.</summary>
    public static async Task<IDocument> AgreeAsync(this HttpClient second, Guid exercise)
    {
        using var answer = await second.SubmitAsync((await second.GetPageAsync($"/desk/exercises/{exercise}")).QuerySelector("#agree"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await second.FollowAsync(answer);
    }
}
