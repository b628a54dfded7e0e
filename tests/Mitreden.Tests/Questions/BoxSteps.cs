using Microsoft.EntityFrameworkCore;
using Mitreden.Questions;

namespace Mitreden.Tests.Questions;

/// <summary>What people do at the question box.</summary>
internal static class BoxSteps
{
    /// <summary>From ten in the morning to eight on the next day: the box is open then.</summary>
    public static readonly TimeSpan Night = TimeSpan.FromHours(22);

    /// <summary>Opens the box and asks.</summary>
    public static async Task<HttpResponseMessage> AskAsync(this HttpClient client, string text, string? rule = null)
    {
        var page = await client.GetPageAsync(rule is null ? "/questions/ask" : $"/questions/ask?rule={rule}");
        return await client.SubmitAsync(page.QuerySelector("main form"), ("text", text));
    }

    /// <summary>Opens a question and sends what becomes of it.</summary>
    public static async Task<HttpResponseMessage> ReplyAsync(this HttpClient client, Guid id, string words, ReplyKind kind = ReplyKind.Answered, string? text = null)
    {
        var form = (await client.GetPageAsync($"/questions/desk/{id}")).QuerySelector("form:has(#words)");
        return text is null ? await client.SubmitAsync(form, ("Form.Words", words), ("Form.Kind", kind.ToString()))
            : await client.SubmitAsync(form, ("Form.Words", words), ("Form.Kind", kind.ToString()), ("Form.Text", text));
    }

    /// <summary>A question that lies in the box since yesterday.</summary>
    public static Task<Guid> PutAsync(this TestApp app, Guid organisation, string text, string? rule = null, int daysAgo = 1) => app.WithDbAsync(organisation, async db =>
    {
        var question = Question.Ask(organisation, text, rule, DateOnly.FromDateTime(app.Time.GetUtcNow().UtcDateTime).AddDays(-daysAgo));
        db.Add(question);
        await db.SaveChangesAsync();
        return question.Id;
    });

    /// <summary>The questions with these words.</summary>
    public static Task<List<Question>> FoundAsync(this TestApp app, Guid organisation, string text) =>
        app.WithDbAsync(organisation, db => db.Set<Question>().AsNoTracking().Where(q => q.Text == text).ToListAsync());

    /// <summary>What everybody reads.</summary>
    public static async Task<string> ReadAsync(this HttpClient client, string path = "/questions") => (await client.GetPageAsync(path)).QuerySelector("main")!.TextContent;
}
