using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement;

/// <summary>One of four reactions to a situation.</summary>
/// <param name="Score">Points, 0 (does harm) to 3 (what the team would wish for).</param>
/// <param name="Text">The reaction.</param>
public sealed record Reaction(int Score, Wording Text);

/// <summary>A question of the placement: a situation and four reactions. "I do not know" is added by the page and worth 0.</summary>
/// <param name="Id">Such as <c>T01</c>.</param>
/// <param name="Difficulty">How hard its author thinks it is, 1 to 7.</param>
/// <param name="Unit">The unit that teaches it.</param>
/// <param name="Situation">What happens.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Options">Four reactions with the points 0, 1, 2 and 3, in the order in which they are shown.</param>
/// <param name="Why">What to think of afterwards.</param>
/// <param name="Domain">What it is about; in a file it stands once for all.</param>
public sealed record ItemContent(
    string Id, int Difficulty, string Unit, Wording Situation, Wording Question, IReadOnlyList<Reaction> Options, Wording Why, Domain Domain = default)
{
    /// <summary>Most characters of one form of a text.</summary>
    public const int Longest = 600;

    /// <summary>Names this wording of the item: answers to an item that was changed say nothing about the new one.</summary>
    [JsonIgnore]
    public string Key => Id + ":" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ContentFile.Write(this))))[..12];

    /// <summary>What is wrong with it; empty when it can be asked.</summary>
    public IEnumerable<ItemFault> Faults()
    {
        if (!Options.Select(o => o.Score).Order().SequenceEqual([0, 1, 2, 3])) yield return ItemFault.Points;
        if (Difficulty is < Item.Easiest or > Item.Hardest) yield return ItemFault.Difficulty;
        if (Texts.Any(t => !t.IsComplete)) yield return ItemFault.Incomplete;
        if (Texts.SelectMany(t => t.Forms).Any(t => t.Length > Longest)) yield return ItemFault.TooLong;
    }

    /// <summary>All texts of the item.</summary>
    [JsonIgnore]
    public IEnumerable<Wording> Texts => [Situation, Question, .. Options.Select(o => o.Text), Why];
}

/// <summary>Why an item cannot be asked.</summary>
public enum ItemFault
{
    /// <summary>There have to be four reactions with 0, 1, 2 and 3 points.</summary>
    Points,
    /// <summary>The difficulty has to be 1 to 7.</summary>
    Difficulty,
    /// <summary>A text lacks one of its three forms.</summary>
    Incomplete,
    /// <summary>A text is longer than <see cref="ItemContent.Longest"/>.</summary>
    TooLong,
}

/// <summary>A file of items about one domain.</summary>
/// <param name="Domain">What they are about.</param>
/// <param name="Items">The items.</param>
public sealed record ItemFile(Domain Domain, IReadOnlyList<ItemContent> Items);
