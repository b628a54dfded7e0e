using System.Globalization;
using AngleSharp.Dom;
using Mitreden.Placement.Estimator;
using Mitreden.Placement.Writing;

namespace Mitreden.Tests.Content;

/// <summary>What an author sees of a situation: the card as people answer it, and what is expected of whom.</summary>
public sealed class ItemLookTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_draft_is_shown_as_the_card_that_people_answer_and_nothing_is_stored(Database database)
    {
        var miriam = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var page = (await miriam.GetPageAsync("/learning/content/items/T03")).Write(("situation.du", "Im Aufzug redet jemand."), ("situation.sie", "Im Aufzug spricht jemand."));
        var look = await (await miriam.DoAsync(page, "look")).PageAsync();
        Assert.Equal("Im Aufzug redet jemand.", look.Text("#look .situation"));
        Assert.Equal(look.Held("question.du"), look.Text("#look legend"));
        Assert.Equal([.. Enumerable.Range(0, 4).Select(n => look.Held($"options.{n}.text.du")), "Weiß ich nicht"],
            look.QuerySelectorAll("#look .choice").Select(c => c.TextContent.Trim()));
        Assert.Null((await miriam.GetPageAsync("/learning/content/items?q=T03")).QuerySelector("#found .badge--active"));
    }

    [Theory, OnBoth]
    public async Task Shares_stand_beside_each_reaction_best_first_and_follow_the_difficulty(Database database)
    {
        var miriam = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var page = await miriam.GetPageAsync("/learning/content/items/T04");
        var (easy, hard) = (await LookAsync("1"), await LookAsync("7"));
        Assert.StartsWith("3", easy.Text("#look .expected tbody tr:first-child .badge"), StringComparison.Ordinal);
        Assert.Contains("Weiß ich nicht", easy.Text("#look .expected tbody tr:nth-child(4) th"), StringComparison.Ordinal);
        foreach (var (difficulty, look) in new[] { (1, easy), (7, hard) })
        {
            var (shown, bank) = (Shares(look), new ItemBank([new Item("a", Domain.Technical, difficulty)]));
            for (var level = 0; level < 3; level++)
                for (var row = 0; row < 4; row++)
                    Assert.InRange(shown[row][level] - 100 * bank.Shares("a", ItemLook.Levels[level])[3 - row], -0.51, 0.51);
        }
        Assert.Contains("wer am Anfang steht und wer in der Mitte", easy.Text("#look"), StringComparison.Ordinal);
        Assert.Contains("wer in der Mitte steht und wer geübt ist", hard.Text("#look"), StringComparison.Ordinal);

        async Task<IDocument> LookAsync(string difficulty) => await (await miriam.DoAsync(page.Write(("difficulty", difficulty)), "look")).PageAsync();
    }

    [Theory, OnBoth]
    public async Task While_two_reactions_have_the_same_points_the_card_is_shown_and_no_shares(Database database)
    {
        var miriam = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var page = await miriam.GetPageAsync("/learning/content/items/T05");
        var look = await (await miriam.DoAsync(page.Write(("options.0.score", page.Held("options.1.score"))), "look")).PageAsync();
        Assert.NotNull(look.QuerySelector("#look .situation"));
        Assert.Null(look.QuerySelector("#look .expected"));
        Assert.Contains("sobald vier Reaktionen", look.Text("#look"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Every_version_is_shown_so(Database database)
    {
        var miriam = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var page = await miriam.GetPageAsync("/learning/content/items/T06/versions");
        Assert.Equal(5, page.QuerySelectorAll("#look .choice").Length);
        Assert.Equal(["Am Anfang", "In der Mitte", "Geübt"], page.QuerySelectorAll("#look .expected thead .num").Select(h => h.TextContent));
        Assert.Null(page.QuerySelector("#look form[action*='placement']"));
    }

    /// <summary>Shares in hundredths, by reaction and level.</summary>
    private static List<List<int>> Shares(IDocument look) => [.. look.QuerySelectorAll("#look .expected tbody tr").Take(4).Select(row => row.QuerySelectorAll("td")
        .Select(cell => int.Parse(string.Concat(cell.TextContent.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture)).ToList())];
}
