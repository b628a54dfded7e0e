using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Mitreden.Foundation.Web;
using Mitreden.Tests.Architecture;

namespace Mitreden.Tests.Input;

/// <summary>A hundred thousand characters in any field end in an answer to a person and never in an error of the program.</summary>
public sealed class LongTextTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("0123456789", 10_000));

    [Theory, OnBoth]
    public async Task A_hundred_thousand_characters_in_every_field_of_every_form_break_nothing(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Alma Alles", Enum.GetValues<Role>().Aggregate((a, b) => a | b));
        var (wrong, tried) = (new List<string>(), new List<string>());
        foreach (var path in (await Door.AllAsync(app)).Where(d => d.Method == "GET" && !d.Route.Contains('{', StringComparison.Ordinal)).Select(d => d.Route).Distinct())
        {
            var client = await app.SignInAsync(person.Id);
            using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            foreach (var form in (await answer.PageAsync()).QuerySelectorAll("main form[method=post]"))
            {
                (string, string?)[] fields = [.. form.QuerySelectorAll("input[name], textarea[name]").Where(IsText).Select(f => f.GetAttribute("name")!).Distinct().Select(name => (name, (string?)Long))];
                if (fields.Length == 0) continue;
                using var sent = await client.SubmitAsync(form, fields);
                var to = $"{path} {form.GetAttribute("action")} ({string.Join(' ', fields.Select(f => f.Item1))}): {(int)sent.StatusCode}";
                tried.Add(to);
                if ((int)sent.StatusCode is >= 500 or 413) wrong.Add(to);
            }
        }
        Rule.Holds(wrong);
        Assert.True(tried.Count >= 10, string.Join('\n', tried));
    }

    private static bool IsText(IElement field) => field is IHtmlTextAreaElement or IHtmlInputElement { Type: "text" or "search" or "url" or "email" or "tel" };
}
