using System.Net;
using System.Net.Http.Headers;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Mitreden.Tests.Support;

/// <summary>Reads pages and submits forms as a browser without script does.</summary>
public static class Browsing
{
    /// <summary>The page at a path; fails unless the answer is a page with the expected status.</summary>
    public static async Task<IDocument> GetPageAsync(this HttpClient client, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await client.GetAsync(path);
        return await answer.PageAsync(expected);
    }

    /// <summary>The page in an answer; fails unless it has the expected status.</summary>
    public static async Task<IDocument> PageAsync(this HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var html = await answer.Content.ReadAsStringAsync();
        var request = answer.RequestMessage!;
        Assert.True(answer.StatusCode == expected,
            $"{request.Method} {request.RequestUri} gave {(int)answer.StatusCode} {answer.Headers.Location}, not {(int)expected}: {Shorten(html)}");
        return await BrowsingContext.New().OpenAsync(page => page.Content(html).Address(request.RequestUri!));
    }

    /// <summary>Submits a form of a page with everything it holds, including its token, after putting in the fields.</summary>
    /// <param name="client">Who submits.</param>
    /// <param name="form">A form of a page that this client has read.</param>
    /// <param name="fields">Fields to set; null removes one. Several values: repeat the name in an array of pairs.</param>
    public static Task<HttpResponseMessage> SubmitAsync(this HttpClient client, IElement? form, params (string Name, string? Value)[] fields) =>
        client.SubmitAsync(form, [], fields);

    /// <summary>Presses a button: its form goes where the button says, with the button's own name and value.</summary>
    public static Task<HttpResponseMessage> PressAsync(this HttpClient client, IElement? button)
    {
        var pressed = Assert.IsAssignableFrom<IHtmlButtonElement>(button);
        var form = pressed.Form!;
        if (pressed.GetAttribute("formaction") is { Length: > 0 } action) form.SetAttribute("action", action);
        return client.SubmitAsync(form, pressed.Name is { Length: > 0 } name ? [(name, pressed.GetAttribute("value"))] : []);
    }

    /// <summary>Submits a form with files.</summary>
    public static Task<HttpResponseMessage> SubmitAsync(
        this HttpClient client, IElement? form, IReadOnlyList<TestFile> files, params (string Name, string? Value)[] fields)
    {
        var html = Assert.IsAssignableFrom<IHtmlFormElement>(form);
        var values = Held(html).Where(held => !fields.Any(f => f.Name == held.Name)).ToList();
        values.AddRange(fields.Where(f => f.Value is not null).Select(f => (f.Name, f.Value!)));
        var address = new Uri(new Uri(html.BaseUri), html.GetAttribute("action") is { Length: > 0 } action ? action : html.Owner!.Location.Href);
        if (!string.Equals(html.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase))
            return client.GetAsync(new UriBuilder(address) { Query = string.Join('&', values.Select(v => $"{Uri.EscapeDataString(v.Item1)}={Uri.EscapeDataString(v.Item2)}")) }.Uri);
        return client.PostAsync(address, files.Count > 0 || html.GetAttribute("enctype") == "multipart/form-data"
            ? Multipart(values, files) : new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Item1, v.Item2))));
    }

    /// <summary>Submits a form, follows the redirect and gives the page it leads to.</summary>
    public static async Task<IDocument> SubmitAndFollowAsync(this HttpClient client, IElement? form, params (string Name, string? Value)[] fields)
    {
        using var answer = await client.SubmitAsync(form, fields);
        return await client.FollowAsync(answer);
    }

    /// <summary>The page a redirect leads to, over at most five further ones.</summary>
    public static async Task<IDocument> FollowAsync(this HttpClient client, HttpResponseMessage answer)
    {
        var current = answer;
        for (var step = 0; step < 6; step++)
        {
            if ((int)current.StatusCode is not (302 or 303)) return await current.PageAsync();
            current = await client.GetAsync(new Uri(current.RequestMessage!.RequestUri!, current.Headers.Location!));
        }
        throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri} redirects without end.");
    }

    /// <summary>Text of an element with single spaces; fails when the page has none.</summary>
    public static string Text(this IDocument page, string selector)
    {
        var found = page.QuerySelector(selector);
        Assert.True(found is not null, $"No '{selector}' on {page.Location.Href}: {Shorten(page.Body?.OuterHtml ?? "")}");
        return string.Join(' ', found.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<(string Name, string Value)> Held(IHtmlFormElement form)
    {
        foreach (var element in form.Elements.Where(e => !e.HasAttribute("disabled") && e.GetAttribute("name") is { Length: > 0 }))
        {
            var name = element.GetAttribute("name")!;
            if (element is IHtmlInputElement { Type: "submit" or "button" or "file" or "reset" or "image" } or IHtmlButtonElement) continue;
            if (element is IHtmlInputElement { Type: "checkbox" or "radio" } box)
            {
                if (box.IsChecked) yield return (name, box.GetAttribute("value") ?? "on");
            }
            else if (element is IHtmlInputElement input) yield return (name, input.Value);
            else if (element is IHtmlTextAreaElement area) yield return (name, area.Value);
            else if (element is IHtmlSelectElement select)
                foreach (var option in select.Options.Where(o => o.IsSelected)) yield return (name, option.Value);
        }
    }

    private static MultipartFormDataContent Multipart(IEnumerable<(string Name, string Value)> values, IEnumerable<TestFile> files)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in values) content.Add(new StringContent(value), name);
        foreach (var file in files)
        {
            var part = new ByteArrayContent(file.Bytes);
            part.Headers.ContentType = MediaTypeHeaderValue.Parse(file.Type);
            content.Add(part, file.Field, file.FileName);
        }
        return content;
    }

    private static string Shorten(string html) => html.Length > 1500 ? html[..1500] + " ..." : html;
}

/// <summary>A file to upload.</summary>
/// <param name="Field">Name of the form field.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="Type">Media type.</param>
/// <param name="Bytes">Content.</param>
public sealed record TestFile(string Field, string FileName, string Type, byte[] Bytes);

/// <summary>Keeps cookies without looking at a clock, because the program's clock stands still.</summary>
internal sealed class CookieJar : DelegatingHandler
{
    private readonly Dictionary<string, string> _cookies = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_cookies)
            if (_cookies.Count > 0 && !request.Headers.Contains("Cookie")) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        var answer = await base.SendAsync(request, cancellationToken);
        if (!answer.Headers.TryGetValues("Set-Cookie", out var lines)) return answer;
        lock (_cookies)
            foreach (var line in lines) Keep(line);
        return answer;
    }

    private void Keep(string line)
    {
        var pair = line.Split(';')[0].Split('=', 2);
        if (pair[1].Length == 0) _cookies.Remove(pair[0]);
        else _cookies[pair[0]] = pair[1];
    }
}
