using System.Net;
using System.Text.RegularExpressions;

namespace Mitreden.Benchmarks.Product;

/// <summary>What the program said.</summary>
/// <param name="Status">Status.</param>
/// <param name="Location">Where it sends the browser; empty when it stays.</param>
/// <param name="Html">The body.</param>
internal sealed record Answer(HttpStatusCode Status, string Location, string Html)
{
    /// <summary>True for a page that has arrived to its last line.</summary>
    public bool IsWholePage => Status == HttpStatusCode.OK && Html.TrimEnd().EndsWith("</html>", StringComparison.Ordinal);

    /// <summary>True when it sends the browser there and nowhere else.</summary>
    public bool LeadsTo(string path) => Status == HttpStatusCode.Redirect && Location == path;
}

/// <summary>A person's browser: cookies, a connection and an address of its own, and the form token of the page that was read last.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private string _token = "";

    /// <param name="address">Where the program serves.</param>
    /// <param name="number">Tells the senders apart, 0 to 16,777,215: limits by address count everybody alone, as behind a reverse proxy.</param>
    public Browser(Uri address, int number)
    {
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(60),
        };
        _http.DefaultRequestHeaders.Add("X-Forwarded-For", $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");
    }

    /// <summary>The cookies as they go over the wire.</summary>
    public string Cookies => _cookies.GetCookieHeader(_http.BaseAddress!);

    /// <summary>Asks for an address and does not follow where it leads.</summary>
    public async Task<Answer> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(answer);
    }

    /// <summary>Asks for a page; throws unless all of it comes.</summary>
    public async Task<string> PageAsync(string path)
    {
        var answer = await GetAsync(path);
        return answer.IsWholePage ? answer.Html : throw new InvalidOperationException($"{path} answered {(int)answer.Status} {answer.Location}");
    }

    /// <summary>Sends a form of the page that was read last and does not follow where the answer leads.</summary>
    public async Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", _token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), form);
        return await ReadAsync(answer);
    }

    /// <summary>Opens a stream of server-sent events and hands on its lines until it ends.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="line">Called with each line.</param>
    /// <param name="stop">Closes it.</param>
    public async Task ListenAsync(string path, Action<string> line, CancellationToken stop)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, stop);
        answer.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
        while (await lines.ReadLineAsync(stop) is { } one) line(one);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<Answer> ReadAsync(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync();
        if (Token().Match(html) is { Success: true } token) _token = token.Groups[1].Value;
        return new Answer(answer.StatusCode, answer.Headers.Location?.OriginalString ?? "", html);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
