using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts;

/// <summary>A report as it went.</summary>
/// <param name="Key">The sender's key.</param>
/// <param name="Id">The stored report, or null when it was not acknowledged.</param>
/// <param name="Status">Status of the answer, 0 without one.</param>
/// <param name="At">When the sender tapped.</param>
/// <param name="Answered">When the answer was there.</param>
internal sealed record Sent(Guid Key, Guid? Id, int Status, DateTimeOffset At, DateTimeOffset Answered)
{
    /// <summary>Milliseconds from the tap to the answer.</summary>
    public double Milliseconds => (Answered - At).TotalMilliseconds;
}

/// <summary>Somebody with a session who reports, at as little cost as possible: the form is written once, and nothing of the answer is read but the id.</summary>
/// <param name="cookies">Session and form cookie as they go over the wire.</param>
/// <param name="token">Token of the forms.</param>
internal sealed class Reporter(string cookies, string token)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 512 })
    {
        Timeout = TimeSpan.FromSeconds(60),
    };

    private readonly string _form = $"__RequestVerificationToken={Uri.EscapeDataString(token)}&text={Uri.EscapeDataString("Ein Kunde schreibt, dass seine Pumpe nach zwei Wochen undicht ist.")}";

    /// <summary>Somebody of the demo company.</summary>
    public static async Task<Reporter> SignInAsync(Uri address, string person)
    {
        using var employee = await Employee.SignInAsync(address, person);
        return new Reporter(employee.Cookies, employee.Token);
    }

    /// <summary>Several of the demo company.</summary>
    public static async Task<List<Reporter>> SignInAsync(Uri address, params IEnumerable<string> people)
    {
        var all = new List<Reporter>();
        foreach (var person in people) all.Add(await SignInAsync(address, person));
        return all;
    }

    /// <summary>Enough people for that many reports within ten minutes.</summary>
    public static async Task<List<Reporter>> CrowdAsync(Uri address, int reports)
    {
        var all = new List<Reporter>();
        foreach (var employee in await Employee.CrowdAsync(address, reports))
        {
            all.Add(new Reporter(employee.Cookies, employee.Token));
            employee.Dispose();
        }
        return all;
    }

    /// <summary>Sends a report; every report has a link of its own.</summary>
    /// <param name="address">Where the program serves.</param>
    /// <param name="key">Idempotency key.</param>
    /// <param name="involvement">The one tap.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    public async Task<Sent> ReportAsync(Uri address, Guid key, string involvement = "watching", CancellationToken stop = default)
    {
        var at = Outside.Arrival.Now;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/desk/share"))
        {
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes($"{_form}&involvement={involvement}&key={key}&url=https%3A%2F%2Fforum.example%2Fpumpen%2F{key:N}")),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        using var answer = await Http.SendAsync(request, stop);
        var body = await answer.Content.ReadAsByteArrayAsync(stop);
        return new Sent(key, answer.StatusCode == HttpStatusCode.Created ? Id(body) : null, (int)answer.StatusCode, at, Outside.Arrival.Now);
    }

    /// <summary>Asks for something that is no page.</summary>
    public async Task GetAsync(Uri address, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        using var answer = await Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Sends at a fixed rate whether or not earlier ones have been answered, in turn from each of the people.</summary>
    /// <param name="people">Who reports.</param>
    /// <param name="address">Where the program serves.</param>
    /// <param name="reports">How many.</param>
    /// <param name="rate">Reports a second; 0 sends all at once.</param>
    /// <param name="involvement">The one tap.</param>
    public static async Task<List<Sent>> SendAsync(IReadOnlyList<Reporter> people, Uri address, int reports, double rate, string involvement = "watching")
    {
        var (tasks, start) = (new List<Task<Sent>>(reports), Outside.Arrival.Now);
        for (var n = 0; n < reports; n++)
        {
            var early = rate > 0 ? start.AddSeconds(n / rate) - Outside.Arrival.Now : TimeSpan.Zero;
            if (early > TimeSpan.FromMilliseconds(1)) await Task.Delay(early);
            tasks.Add(people[n % people.Count].ReportAsync(address, Guid.CreateVersion7(), involvement));
        }
        return [.. await Task.WhenAll(tasks)];
    }

    private static Guid? Id(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("id").GetGuid();
    }
}
