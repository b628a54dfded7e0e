using System.Text;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Mitreden.BrowserTests;

/// <summary>Something that keeps people out, found by axe-core.</summary>
/// <param name="Id">Rule of axe-core.</param>
/// <param name="Help">What it asks for.</param>
/// <param name="Places">Where, as HTML, with what is wrong there.</param>
internal sealed record Barrier(string Id, string Help, IReadOnlyList<(string Html, string Why)> Places)
{
    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder($"{Id}: {Help}");
        foreach (var (html, why) in Places) text.Append(null, $"\n  {html}\n    {why}");
        return text.ToString();
    }
}

/// <summary>Looks for barriers on a page. Frames of others are not looked into.</summary>
internal static class Barriers
{
    /// <summary>The rules, as they ship with the package.</summary>
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// What is wrong with the page as it stands. Runs axe-core in the page itself: the package's own way opens a second page for every look, which takes
    /// longer than looking.
    /// </summary>
    public static async Task<IReadOnlyList<Barrier>> FindAsync(IPage page)
    {
        await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => (" +
            "{ id: v.id, help: v.help, nodes: v.nodes.map(n => ({ html: n.html, why: [...n.any, ...n.all, ...n.none].map(c => c.message).join('; ') })) }))");
        return [.. found.EnumerateArray().Select(v => new Barrier(Text(v, "id"), Text(v, "help"), [.. v.GetProperty("nodes").EnumerateArray().Select(n => (Text(n, "html"), Text(n, "why")))]))];
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";
}
