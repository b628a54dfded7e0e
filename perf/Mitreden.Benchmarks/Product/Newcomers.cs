using System.Net;
using System.Text.RegularExpressions;

namespace Mitreden.Benchmarks.Product;

/// <summary>Brings people into the demo company as an administrator does: a list, a card for each, and everybody comes in with theirs.</summary>
internal static partial class Newcomers
{
    /// <summary>People who come in at the same time; hashing a password keeps a core busy.</summary>
    private const int AtOnce = 4;

    /// <summary>Their browsers, signed in; each has read the page that people meet first.</summary>
    /// <param name="address">Where the program serves.</param>
    /// <param name="count">How many.</param>
    /// <param name="domain">Domain of their work addresses; null gives them none.</param>
    public static async Task<IReadOnlyList<Browser>> JoinAsync(Uri address, int count, string? domain = null)
    {
        using var petra = new Browser(address, 0);
        Demand((await petra.PostAsync("/demo/sign-in", ("person", "petra"))).LeadsTo("/"), "petra cannot sign in");
        await ImportAsync(petra, count, domain);
        var doors = await CardsAsync(petra);
        Demand(doors.Count >= count, $"{doors.Count} cards for {count} people");
        var browsers = new Browser[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) =>
        {
            browsers[n] = new Browser(address, n + 1);
            await EnterAsync(browsers[n], doors[n], n + 1);
        });
        return browsers;
    }

    private static async Task ImportAsync(Browser petra, int count, string? domain)
    {
        await petra.PageAsync("/people/import");
        var lines = Enumerable.Range(1, count).Select(n => $"Nora Neumann-{n};Werk {n % 6 + 1};de;{(domain is null ? "" : $"nora-{n}@{domain}")}").Prepend("Name;Abteilung;Sprache;E-Mail");
        var preview = await petra.PostAsync("/people/import", ("text", string.Join('\n', lines)));
        var taken = await petra.PostAsync("/people/import?handler=Take", ("Sealed", WebUtility.HtmlDecode(Sealed().Match(preview.Html).Groups[1].Value)));
        Demand(taken.LeadsTo("/people?show=waiting"), $"the list was not taken: {taken.Status}");
    }

    /// <summary>Paths of the newcomers' ways in; the demo company has others who wait. Cards carry the public address, which is not where this copy of the program serves.</summary>
    private static async Task<List<string>> CardsAsync(Browser petra)
    {
        await petra.PageAsync("/people/invitations/cards");
        var cards = await petra.PostAsync("/people/invitations/cards", ("all", "true"));
        return [.. Link().Matches(cards.Html).Select(link => new Uri(link.Groups[1].Value).AbsolutePath)];
    }

    private static async Task EnterAsync(Browser browser, string door, int number)
    {
        await browser.PageAsync(door);
        var joined = await browser.PostAsync(door + "?handler=Password", ("Name", $"nora.{number}"), ("password", $"Regen auf dem Dach {number}"));
        Demand(joined.LeadsTo("/guideline"), $"somebody cannot join: {joined.Status}");
        await browser.PageAsync("/guideline");
    }

    private static void Demand(bool held, string otherwise)
    {
        if (!held) throw new InvalidOperationException(otherwise);
    }

    [GeneratedRegex("name=\"Sealed\" value=\"([^\"]+)\"")]
    private static partial Regex Sealed();

    [GeneratedRegex("<h2>Nora Neumann-[0-9]+</h2>.*?class=\"cards__link\">([^<]+)<", RegexOptions.Singleline)]
    private static partial Regex Link();
}
