using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Drills;

/// <summary>A post of a practice thread.</summary>
/// <param name="Who">An invented name.</param>
/// <param name="Ago">Minutes before the drill began.</param>
/// <param name="Text">What it says.</param>
public sealed record DrillPost(Wording Who, int Ago, Wording Text);

/// <summary>A written thread for drills. Company and product are put in; everything else in it is invented.</summary>
/// <param name="Id">Name; it never changes.</param>
/// <param name="Order">Place in the list, the mildest first.</param>
/// <param name="Title">Title of the thread, as it stands above it.</param>
/// <param name="About">What it practises, for whoever chooses.</param>
/// <param name="Place">Where it seems to stand.</param>
/// <param name="Posts">The posts, oldest first.</param>
/// <param name="Afterwards">Questions to talk about afterwards.</param>
public sealed partial record DrillThread(
    string Id, int Order, Wording Title, Wording About, Wording Place, IReadOnlyList<DrillPost> Posts, IReadOnlyList<Wording> Afterwards)
{
    /// <summary>Those that ship, the mildest first.</summary>
    public static IReadOnlyList<DrillThread> Shipped { get; } =
        [.. ContentFile.Shipped("drills").Select(f => ContentFile.Read<DrillThread>(f.Name, f.Json)).OrderBy(t => t.Order)];

    /// <summary>The thread of that name; the first one when it does not ship any more.</summary>
    public static DrillThread Named(string id) => Shipped.FirstOrDefault(t => t.Id == id) ?? Shipped[0];

    /// <summary>All texts.</summary>
    [JsonIgnore]
    public IEnumerable<Wording> Texts => new[] { Title, About, Place }.Concat(Posts.SelectMany(p => new[] { p.Who, p.Text })).Concat(Afterwards);

    /// <summary>What is wrong with it, in English; empty for what ships.</summary>
    public IEnumerable<string> Faults()
    {
        if (Texts.Any(t => !t.IsComplete)) yield return "a text lacks one of its forms";
        if (Posts.Count < 3) yield return "a thread has at least three posts";
        if (Posts.Zip(Posts.Skip(1)).Any(p => p.First.Ago <= p.Second.Ago)) yield return "posts stand oldest first";
        if (!Posts.SelectMany(p => p.Text.Forms).Any(t => t.Contains("{product}", StringComparison.Ordinal))) yield return "no post names the product";
        foreach (var hole in Texts.SelectMany(t => t.Forms).SelectMany(t => Hole().Matches(t)).Select(m => m.Value).Except(["{company}", "{product}"])) yield return $"{hole} is put in by nobody";
    }

    /// <summary>A text of it with company and product in their places.</summary>
    public static string Fill(string text, string company, string product) =>
        text.Replace("{company}", company, StringComparison.Ordinal).Replace("{product}", product, StringComparison.Ordinal);

    [GeneratedRegex(@"\{\w*\}")]
    private static partial Regex Hole();
}
