using System.Net;
using System.Text.RegularExpressions;
using Mitreden.Benchmarks.Product;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Benchmarks.Alerts;

/// <summary>Sets the desk up through its own pages: who is at the desk, who is on duty around the clock, and what reaches them.</summary>
internal static partial class Furnishing
{
    /// <summary>Gives the desk phones, a webhook and a roster.</summary>
    /// <param name="scene">The world.</param>
    /// <param name="order">Who is on duty, the first one first. Whoever is not at the desk yet is taken in.</param>
    /// <param name="everybody">True when nobody has a turn and the whole desk is called each time.</param>
    public static async Task FurnishAsync(this Scene scene, IReadOnlyList<string> order, bool everybody = false)
    {
        await TakeInAsync(scene.Address, order.Where(key => !Person(key).Roles.HasFlag(Foundation.Web.Role.Desk)));
        for (var n = 0; n < order.Count; n++)
        {
            using var member = await SignInAsync(scene.Address, order[n], n + 100);
            await member.PageAsync("/desk/devices");
            var phone = scene.Push.Subscribe(order[n]);
            Demand(await member.PostAsync("/desk/devices?handler=Add", ("endpoint", $"{scene.Push.Address}/push/{order[n]}"), ("p256dh", phone.P256dh), ("auth", phone.Auth)), "/desk/devices");
        }
        using var first = await SignInAsync(scene.Address, order[0], 99);
        await first.PageAsync("/desk/channels?kind=Webhook");
        Demand(await first.PostAsync("/desk/channels?kind=Webhook&handler=Add", ("Name", "Alarm"), ("Address", scene.Hook.Address + "/hook")), "/desk/channels");
        await RosterAsync(first, order, everybody);
    }

    /// <summary>Duty around the clock on every day of the week, so that the hour of the measurement does not matter. A public holiday does.</summary>
    private static async Task RosterAsync(Browser browser, IReadOnlyList<string> order, bool everybody)
    {
        const string Path = "/desk/duty/settings";
        var html = await browser.PageAsync(Path);
        var fields = new List<(string, string)> { ("Rotation", "Weekly"), ("Day", "Monday"), ("Hour", "8"), ("OwnDays", ""), ("WholeDesk", "true"), ("Version", Version().Match(html).Groups[1].Value) };
        for (var day = 0; day < 7; day++) fields.AddRange([("from", "00:00"), ("until", "00:00")]);
        foreach (Match member in Member().Matches(html))
        {
            var name = WebUtility.HtmlDecode(member.Groups[2].Value);
            var place = everybody ? 0 : order.Select(Person).ToList().FindIndex(p => p.Name == name) + 1;
            fields.Add(($"Places[{member.Groups[1].Value}]", place.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        Demand(await browser.PostAsync(Path, [.. fields]), Path);
    }

    private static async Task TakeInAsync(Uri address, IEnumerable<string> people)
    {
        using var petra = await SignInAsync(address, "petra", 98);
        var list = await petra.PageAsync("/people");
        foreach (var person in people.Select(Person))
        {
            // The list is long: whoever is meant is looked for by the link right before the name.
            var at = list.IndexOf(person.Name, StringComparison.Ordinal);
            var path = Link().Matches(list[..at])[^1].Groups[1].Value;
            await petra.PageAsync(path);
            var roles = Enum.GetValues<Foundation.Web.Role>().Where(r => r != Foundation.Web.Role.None && (person.Roles | Foundation.Web.Role.Desk).HasFlag(r)).Select(r => ("Roles", r.ToString()));
            Demand(await petra.PostAsync(path, [("Name", person.Name), ("Email", person.Email), ("Department", person.Department), ("Language", person.Language), .. roles]), path);
        }
    }

    private static async Task<Browser> SignInAsync(Uri address, string person, int number)
    {
        var browser = new Browser(address, number);
        Demand(await browser.PostAsync("/demo/sign-in", ("person", person)), "");
        return browser;
    }

    private static DemoPerson Person(string key) => DemoCompany.People.Single(p => p.Key == key);

    private static void Demand(Answer answer, string place)
    {
        if (answer.Status != HttpStatusCode.Redirect || !answer.Location.StartsWith(place, StringComparison.Ordinal))
            throw new InvalidOperationException($"{place} was not taken: {answer.Status} {answer.Location}");
    }

    [GeneratedRegex("name=\"Version\" value=\"(\\d+)\"")]
    private static partial Regex Version();

    [GeneratedRegex("<label for=\"p-([0-9a-f-]{36})\">([^<]+)</label>")]
    private static partial Regex Member();

    [GeneratedRegex("href=\"(/people/[0-9a-f-]{36})\"")]
    private static partial Regex Link();
}
