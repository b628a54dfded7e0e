using System.Text.RegularExpressions;

namespace Mitreden.Tests.Content;

/// <summary>Forms follow the records of the content, so a new field needs a word.</summary>
public sealed partial class LabelTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth("units/K1"), OnBoth("items/T01"), OnBoth("scenarios/S1")]
    public async Task Every_field_and_every_choice_has_a_word(Database database, string piece)
    {
        var author = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var page = await author.GetPageAsync($"/learning/content/{piece}");
        foreach (var add in page.QuerySelectorAll("button[value^='add ']").Select(b => b.GetAttribute("value")!).Where(v => v.Count(' ') == 2).ToList())
            page = await (await author.DoAsync(page, add)).PageAsync();
        var words = page.QuerySelectorAll("#writing :is(label, legend, option, h2, .entry__name)").Select(e => e.TextContent.Trim()).ToList();
        Assert.True(words.Count > 40);
        Rule.Holds(words.Where(w => w.Length == 0 || Key().IsMatch(w)));
    }

    /// <summary>A name of the program in place of a word, such as Unit.Title or confidence.</summary>
    [GeneratedRegex(@"^([A-Z]\w+\.\w+|[a-z]+)$")]
    private static partial Regex Key();
}
