using Mitreden.Learning.Stories;

namespace Mitreden.Learning.Writing;

/// <summary>A scenario as it plays, for authors. Nothing is recorded: what was chosen stands in the link or the button.</summary>
/// <param name="Telling">The story as far as it has been told.</param>
/// <param name="Address">Where to go on; null while a draft is written, which travels with its form.</param>
public sealed record StoryLook(Telling Telling, string? Address)
{
    /// <summary>Tells a story along what was chosen.</summary>
    /// <param name="scenario">The story.</param>
    /// <param name="chosen">Ids of options, with commas between them.</param>
    /// <param name="address">Where to go on, or null.</param>
    /// <returns>Null when the story cannot be told yet.</returns>
    public static StoryLook? Of(Scenario scenario, string? chosen, string? address)
    {
        try
        {
            return new StoryLook(Telling.Of(scenario, (chosen ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)), address);
        }
        catch (KeyNotFoundException)
        {
            // A draft may lead nowhere; its faults say so.
            return null;
        }
    }

    /// <summary>What was chosen, with one more option.</summary>
    public string With(string option) => string.Join(',', [.. Telling.Chosen, option]);

    /// <summary>What was chosen, without the last decision.</summary>
    public string Before => string.Join(',', Telling.Chosen.SkipLast(1));
}
