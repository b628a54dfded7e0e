using System.Text.Json;
using Mitreden.Desk.Reporting;

namespace Mitreden.Desk.WaysIn;

/// <summary>Reads what a program has sent, as JSON or as a form.</summary>
internal static class SentForm
{
    /// <summary>Most bytes of JSON; pictures come as multipart.</summary>
    public const int LargestJson = 256 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private sealed record Sent(string? Title, string? Text, string? Url, string? Involvement, string? Key);

    /// <summary>The form with the key made for this person, or the HTTP status that says why not.</summary>
    public static async Task<(ShareForm Form, int Fault)> ReadAsync(HttpRequest request, Guid person, CancellationToken stop)
    {
        var (sent, files, fault) = request.HasFormContentType ? OfForm(await request.ReadFormAsync(stop)) : await OfJsonAsync(request, stop);
        var header = request.Headers["Idempotency-Key"].ToString();
        return (new ShareForm
        {
            Title = sent?.Title, Text = sent?.Text, Url = sent?.Url, Involvement = sent?.Involvement, Screenshots = files,
            Key = ReportKey.Of(person, header.Length > 0 ? header : sent?.Key),
        }, fault);
    }

    private static (Sent?, List<IFormFile>, int) OfForm(IFormCollection form) =>
        (new Sent(form["title"], form["text"], form["url"], form["involvement"], form["key"]), [.. form.Files], 0);

    private static async Task<(Sent?, List<IFormFile>, int)> OfJsonAsync(HttpRequest request, CancellationToken stop)
    {
        if (!request.HasJsonContentType()) return (null, [], StatusCodes.Status415UnsupportedMediaType);
        if (await BytesAsync(request, stop) is not { } bytes) return (null, [], StatusCodes.Status413PayloadTooLarge);
        try
        {
            return JsonSerializer.Deserialize<Sent>(bytes, Json) is { } sent ? (sent, [], 0) : (null, [], StatusCodes.Status400BadRequest);
        }
        catch (JsonException)
        {
            return (null, [], StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>The body; null when it is larger than <see cref="LargestJson"/>.</summary>
    internal static async Task<byte[]?> BytesAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength > LargestJson) return null;
        using var bytes = new MemoryStream();
        var part = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(part, stop)) > 0;)
        {
            if (bytes.Length + read > LargestJson) return null;
            bytes.Write(part, 0, read);
        }
        return bytes.ToArray();
    }
}
