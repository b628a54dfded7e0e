using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Mitreden.Tests.Architecture;

/// <summary>One way into the program: a method and a route, for a page also the handler.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Route">Route as written, with <c>?handler=</c> for a named handler.</param>
internal sealed partial record Door(string Method, string Route)
{
    /// <summary>Everything that the program answers to, apart from files.</summary>
    public static async Task<IReadOnlyList<Door>> AllAsync(TestApp app)
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var doors = new List<Door>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                doors.AddRange(Handlers(await loader.LoadAsync(page, endpoint.Metadata)).Select(h => new Door(h.Method, h.Name is null ? route : $"{route}?handler={h.Name}")));
            else doors.AddRange((endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => new Door(m, route)));
        }
        return [.. doors.Distinct().OrderBy(d => d.Route, StringComparer.Ordinal).ThenBy(d => d.Method, StringComparer.Ordinal)];
    }

    /// <summary>Knocks as this visitor and says how far the visitor gets.</summary>
    /// <param name="client">The visitor.</param>
    /// <param name="samples">Values of route parameters that exist in the demo company.</param>
    /// <param name="address">An address of the network that has not knocked before.</param>
    public async Task<string> KnockAsync(HttpClient client, IReadOnlyDictionary<string, string> samples, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), Hole().Replace(Route, m => samples.TryGetValue(Key(m), out var value) ? value : samples[m.Groups[1].Value]));
        request.Headers.Add("X-Forwarded-For", address);
        if (Method == "POST")
        {
            request.Content = new FormUrlEncodedContent([new("involvement", "Watching")]);
            // With an id the handler itself decides, so it has to be reached; elsewhere the missing token ends the visit unharmed.
            if (Route.Contains("{id", StringComparison.Ordinal) && await TokenAsync(client) is { } token) request.Headers.Add("RequestVerificationToken", token);
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        return (int)answer.StatusCode switch
        {
            302 when answer.Headers.Location!.OriginalString.Contains("/sign-in?returnUrl", StringComparison.Ordinal) => "sign-in",
            401 => "sign-in",
            403 => "no",
            404 => "404",
            (>= 200 and < 400) or 400 or 409 or 422 => "in",
            var status => status.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The first folder decides what an id names.</summary>
    private string Key(Match hole) => $"{string.Join('/', Route.Split('/').TakeWhile(p => !p.StartsWith('{')))}/{hole.Groups[1].Value}";

    private static IEnumerable<(string Method, string? Name)> Handlers(CompiledPageActionDescriptor page)
    {
        var handlers = page.HandlerMethods.Select(h => (h.HttpMethod.ToUpperInvariant(), h.Name)).ToList();
        return handlers.Any(h => h.Item1 == "GET" && h.Name is null) ? handlers : handlers.Append(("GET", null));
    }

    private static async Task<string?> TokenAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/desk/share/token");
        if (!answer.IsSuccessStatusCode) return null;
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString();
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Hole();
}
