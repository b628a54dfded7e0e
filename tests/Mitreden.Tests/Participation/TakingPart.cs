using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Jobs;
using Mitreden.Organisations;
using Mitreden.Participation.Volunteers;

namespace Mitreden.Tests.Participation;

/// <summary>What people do on the pages of taking part.</summary>
internal static class TakingPart
{
    /// <summary>A company of its own with its administrator, who leads.</summary>
    public static async Task<(Person Boss, HttpClient Client)> CompanyAsync(this TestApp app)
    {
        var boss = await app.FoundAsync($"Firma {Guid.CreateVersion7():N}");
        return (boss, await app.SignInAsync(boss.Id));
    }

    /// <summary>Says "I am in".</summary>
    public static async Task<AngleSharp.Dom.IDocument> JoinAsync(this HttpClient client, Part part, params (string Name, string? Value)[] fields) =>
        await client.SubmitAndFollowAsync((await client.GetPageAsync("/involvement")).QuerySelector($"#part-{part} form"), fields);

    /// <summary>New colleagues who volunteer for the pilot group.</summary>
    public static async Task<IReadOnlyList<(Person Person, HttpClient Client)>> VolunteersAsync(this TestApp app, Guid organisation, int count)
    {
        var all = new List<(Person, HttpClient)>();
        for (var n = 0; n < count; n++)
        {
            var person = await app.AddPersonAsync(organisation, $"Pilot {(char)('A' + n)}");
            var client = await app.SignInAsync(person.Id);
            await client.JoinAsync(Part.Pilot, n == 0 ? [("isNew", "true")] : []);
            all.Add((person, client));
        }
        return all;
    }

    /// <summary>The main part of a page as text.</summary>
    public static async Task<string> MainAsync(this HttpClient client, string path) => (await client.GetPageAsync(path)).Text("main");

    /// <summary>Runs recurring work whose time has come, and what follows from it.</summary>
    public static async Task RecurAsync(this TestApp app)
    {
        await app.Services.GetRequiredService<RecurringClock>().EnqueueDueAsync(CancellationToken.None);
        await app.RunJobsAsync();
    }

    /// <summary>Sends an idea.</summary>
    public static async Task<HttpResponseMessage> HaveIdeaAsync(this HttpClient client, string title, bool named = true, string text = "Das wäre schön.") =>
        await client.SubmitAsync((await client.GetPageAsync("/involvement/ideas/new")).QuerySelector("main form"), ("title", title), ("text", text), ("named", named ? "yes" : "no"));
}
