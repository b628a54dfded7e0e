using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Mitreden.Content.Contracts;
using Mitreden.Learning;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Stories;
using Mitreden.Placement;

namespace Mitreden.Tests.Content;

/// <summary>Everything that ships to learn from.</summary>
public sealed class ShippedContentTests
{
    [Fact]
    public void Nothing_is_wrong_with_it() => Rule.Holds(ContentLint.Faults());

    [Fact]
    public void First_contacts_are_easy_to_read_and_free_of_duty() => Rule.Holds(ContentLint.Advice());

    [Fact]
    public void It_is_counted_in_one_line()
    {
        using var output = new StringWriter();
        Assert.Equal(0, ContentCommand.Run(["content", "count"], output));
        var line = Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var count = JsonDocument.Parse(line).RootElement;
        Assert.Equal((26, 60, 10, 5), (count.GetProperty("units").GetInt32(), count.GetProperty("items").GetInt32(), count.GetProperty("scenarios").GetInt32(), count.GetProperty("more_units").GetInt32()));
        Assert.Equal((14, 13), (count.GetProperty("rules").GetInt32(), count.GetProperty("more_rules").GetInt32()));
        Assert.Empty(count.GetProperty("incomplete").EnumerateArray());
    }

    /// <remarks>An item tells most about people near its own difficulty: 3 lies at the lower cut of a level, 5 at the upper one.</remarks>
    [Fact]
    public void A_third_of_the_situations_lies_near_each_cut_in_every_domain()
    {
        static (int Lower, int Upper, int Others) Spread(IEnumerable<ItemContent> items) => (items.Count(i => i.Difficulty == 3), items.Count(i => i.Difficulty == 5), items.Count(i => i.Difficulty is not (3 or 5)));
        Assert.Equal((20, 20, 20), Spread(Items.Shipped.Values));
        Assert.All(Items.Shipped.Values.GroupBy(i => i.Domain), domain => Assert.Equal((4, 4, 4), Spread(domain)));
    }

    [Fact]
    public void Lint_says_how_much_it_has_found_and_other_words_are_answered()
    {
        using var output = new StringWriter();
        Assert.Equal(0, ContentCommand.Run(["content", "lint"], output));
        Assert.Contains("0 faults", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, ContentCommand.Run(["content", "shine"], output));
        Assert.Null(ContentCommand.Run(["--demo"], output));
    }

    /// <remarks>What an author does not touch comes out of the form as it went in, for every piece that ships.</remarks>
    [Fact]
    public void A_form_loses_nothing()
    {
        Rule.Holds(Catalogue.Shipped.Units.Values.Where(u => !Survives(u, u.Id)).Select(u => u.Id)
            .Concat(Catalogue.Shipped.Scenarios.Values.Where(s => !Survives(s, s.Id)).Select(s => s.Id)).Concat(Items.Shipped.Values.Where(i => !Survives(i, i.Id)).Select(i => i.Id))
            .Concat(Mitreden.Guidelines.Rules.ShippedRules.All.Select(r => r.Rule).Where(r => !Survives(r, r.Id)).Select(r => r.Id)));
    }

    private static bool Survives<T>(T piece, string key) where T : class =>
        ContentFile.Write(Draft.Of<T>(Posted(piece), key).Make<T>()) == ContentFile.Write(piece);

    /// <summary>The form that a browser would send for a piece.</summary>
    private static FormCollection Posted<T>(T piece)
    {
        var fields = new Dictionary<string, StringValues>();
        var draft = Draft.Of(piece);
        foreach (var (path, text) in draft.Flat()) fields[path] = text;
        Count(draft.Root, "");
        return new FormCollection(fields);
        void Count(System.Text.Json.Nodes.JsonNode? node, string path)
        {
            if (node is System.Text.Json.Nodes.JsonObject group) foreach (var (name, below) in group) Count(below, path.Length == 0 ? name : $"{path}.{name}");
            else if (node is System.Text.Json.Nodes.JsonArray list)
            {
                fields[path] = new StringValues([.. list.Where(n => n is System.Text.Json.Nodes.JsonValue).Select(n => n!.ToString())]);
                fields[$"{path}.count"] = list.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                for (var place = 0; place < list.Count; place++) Count(list[place], $"{path}.{place}");
            }
        }
    }
}
