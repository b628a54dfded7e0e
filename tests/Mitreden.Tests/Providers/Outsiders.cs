using System.Net;
using AngleSharp.Dom;

namespace Mitreden.Tests.Providers;

/// <summary>What authors and employees do with videos from outside.</summary>
internal static class Outsiders
{
    /// <summary>A video at YouTube.</summary>
    public const string YouTube = "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s";

    /// <summary>An author lets the guideline show a video at a provider.</summary>
    public static async Task<HttpResponseMessage> ChooseAsync(this HttpClient author, string address = YouTube, params (string Name, string? Value)[] fields) => await author.SubmitAsync(
        (await author.GetPageAsync("/guideline/video")).QuerySelector("main form"),
        [("Form.Kind", "outside"), ("Form.Address", address), ("Form.Title", "Drei Sätze in drei Minuten"), ("Form.Said", "Erst lesen.\n\nDann <b>atmen</b>."), .. fields]);

    /// <summary>Says yes on the guideline's page.</summary>
    public static async Task<IDocument> SayYesAsync(this HttpClient person)
    {
        using var answer = await person.SubmitAsync((await person.GetPageAsync("/guideline")).QuerySelector("form[action='/consents/give']"));
        Assert.Equal((HttpStatusCode.Redirect, "/guideline#film"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        return await person.GetPageAsync("/guideline");
    }

    /// <summary>What frames the answer at an address permits.</summary>
    public static async Task<string> FramesAsync(this HttpClient person, string path)
    {
        using var answer = await person.GetAsync(path);
        return answer.Headers.GetValues("Content-Security-Policy").Single().Split(';').Select(p => p.Trim()).Single(p => p.StartsWith("frame-src ", StringComparison.Ordinal))["frame-src ".Length..];
    }
}
