using System.Text.Json.Serialization;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement;

/// <summary>A door at which somebody stands.</summary>
/// <param name="Key">What is behind it, such as <c>K4</c>.</param>
/// <param name="Domain">What it is about; null at the doors of confidence and of the judgement block, which are about a whole scale.</param>
/// <param name="Cut">Whoever is below this in the domain needs it, in logits.</param>
/// <param name="Answers">Answers at this door.</param>
/// <param name="Asked">The item that is asked now, or null.</param>
public sealed record OpenDoor(string Key, Domain? Domain, double Cut, IReadOnlyList<Given> Answers, string? Asked)
{
    /// <summary>Whether confidence comes first; it stands right behind the entry.</summary>
    public static OpenDoor Confidence { get; } = new("confidence", null, 0, [], null);

    /// <summary>Whether the block about judgement comes next; it stands behind the first unit.</summary>
    public static OpenDoor Judgement { get; } = new("judgement", null, 0, [], null);

    /// <summary>True for the two doors that are about a whole scale and belong to the entry.</summary>
    [JsonIgnore]
    public bool IsOfEntry => Key == Confidence.Key || Key == Judgement.Key;

    /// <summary>True when there is such an item, and it is about what the door decides.</summary>
    public bool CanAsk(Bank bank, string item) => bank.Contents.TryGetValue(item, out var content) && Part(bank.Estimates.Parameters).IsAbout(content.Domain);

    /// <summary>What the door decides about.</summary>
    internal PathPart Part(PlacementParameters parameters) => Domain is { } domain ? PathPart.Basics(domain, Cut, parameters)
        : Key == Confidence.Key ? PathPart.Confidence(parameters) : PathPart.JudgementBlock(parameters);
}
