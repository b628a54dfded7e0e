using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Benchmarks.Product;

/// <summary>Somebody of the demo company with a session and a form token, as a browser would hold them.</summary>
internal sealed class Employee : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly Uri _address;
    private string _token = "";

    private Employee(Uri address)
    {
        _address = address;
        Http = Connect();
    }

    /// <summary>The person's connection; sends the session with every request.</summary>
    public HttpClient Http { get; private set; }

    /// <summary>Token of the forms.</summary>
    public string Token => _token;
    /// <summary>The cookies as a browser would send them.</summary>
    public string Cookies => _cookies.GetCookieHeader(_address);

    /// <summary>The demo people who hold no post at the desk: those who report.</summary>
    public static IEnumerable<string> Reporters => DemoCompany.People.Where(p => !p.Roles.HasFlag(Foundation.Web.Role.Desk)).Select(p => p.Key);

    /// <summary>Signs in and fetches a form token.</summary>
    public static async Task<Employee> SignInAsync(Uri address, string person)
    {
        var employee = new Employee(address);
        using var form = new FormUrlEncodedContent([new("person", person)]);
        using var answer = await employee.Http.PostAsync(new Uri("/demo/sign-in", UriKind.Relative), form);
        if (answer.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.OK)) throw new InvalidOperationException($"{person} cannot sign in: {answer.StatusCode}");
        employee._token = (await employee.Http.GetFromJsonAsync<TokenAnswer>("/desk/share/token"))!.Token;
        return employee;
    }

    /// <summary>Signs all reporters in.</summary>
    public static async Task<List<Employee>> ReportersAsync(Uri address)
    {
        var all = new List<Employee>();
        foreach (var person in Reporters) all.Add(await SignInAsync(address, person));
        return all;
    }

    /// <summary>
    /// Brings many people in and signs them in: reports of one person that come too fast are gathered in one, so a measurement of reports that
    /// stand for themselves needs many senders, as a company has.
    /// </summary>
    /// <param name="address">Where the program serves.</param>
    /// <param name="reports">How many reports there will be within ten minutes.</param>
    public static async Task<List<Employee>> CrowdAsync(Uri address, int reports)
    {
        var crowd = new List<Employee>();
        foreach (var browser in await Newcomers.JoinAsync(address, 1 + reports / (Desk.Reporting.Gathering.Flood - 3)))
        {
            var one = new Employee(address);
            foreach (var cookie in browser.Cookies.Split("; ").Select(c => c.Split('=', 2))) one._cookies.Add(address, new Cookie(cookie[0], cookie[1]));
            browser.Dispose();
            one._token = (await one.Http.GetFromJsonAsync<TokenAnswer>("/desk/share/token"))!.Token;
            crowd.Add(one);
        }
        return crowd;
    }

    /// <summary>Drops broken connections after the program was killed; session and form token stay.</summary>
    public void Reconnect()
    {
        Http.Dispose();
        Http = Connect();
    }

    /// <summary>Sends a report as the page does; the id of the stored report, or null when it was not acknowledged.</summary>
    public async Task<Guid?> ReportAsync(Guid key, CancellationToken stop = default)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(_token), "__RequestVerificationToken" },
            { new StringContent(key.ToString()), "key" },
            { new StringContent($"https://forum.example/pumpen/{key:N}"), "url" },
            { new StringContent("Ein Kunde schreibt, dass seine Pumpe nach zwei Wochen undicht ist."), "text" },
            { new StringContent("watching"), "involvement" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/desk/share") { Content = form };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await Http.SendAsync(request, stop);
        if (answer.StatusCode != HttpStatusCode.Created) return null;
        return (await answer.Content.ReadFromJsonAsync<ReportAnswer>(stop))?.Id;
    }

    /// <summary>Fetches a whole page; throws unless it is one.</summary>
    public async Task<string> PageAsync(string path)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        var html = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.OK || !html.TrimEnd().EndsWith("</html>", StringComparison.Ordinal))
            throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}");
        return html;
    }

    /// <inheritdoc />
    public void Dispose() => Http.Dispose();

    private HttpClient Connect() => new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false, UseProxy = false })
    {
        BaseAddress = _address,
        Timeout = TimeSpan.FromSeconds(60),
    };

    private sealed record TokenAnswer([property: JsonPropertyName("token")] string Token);

    private sealed record ReportAnswer([property: JsonPropertyName("id")] Guid Id);
}
