namespace Mitreden.Learning.Stories;

/// <summary>One decision that was made.</summary>
/// <param name="Decision">Where.</param>
/// <param name="Chosen">What.</param>
/// <param name="Before">How things stood before it.</param>
/// <param name="After">How things stand after it.</param>
public sealed record Turn(Decision Decision, Option Chosen, Meters Before, Meters After);

/// <summary>A story as far as it has been told: follows from the scenario and the ids of what was chosen.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Turns">What was decided, in order.</param>
/// <param name="Here">Where the story stands.</param>
/// <param name="Meters">How things stand.</param>
public sealed record Telling(Scenario Scenario, IReadOnlyList<Turn> Turns, Node Here, Meters Meters)
{
    /// <summary>Tells a story along what was chosen. What no longer fits, because an author has changed the story, is left out from there on.</summary>
    public static Telling Of(Scenario scenario, IReadOnlyList<string> chosen)
    {
        var (turns, here, meters) = (new List<Turn>(), scenario.At(scenario.Start), scenario.Meters);
        foreach (var id in chosen)
        {
            if (here is not Decision decision || decision.Options.FirstOrDefault(o => o.Id == id) is not { } option) break;
            var after = meters.After(option.Effect);
            turns.Add(new Turn(decision, option, meters, after));
            (here, meters) = (scenario.At(option.Goto), after);
        }
        return new Telling(scenario, turns, here, meters);
    }

    /// <summary>The end, or null while something is still to be decided.</summary>
    public Ending? End => Here as Ending;

    /// <summary>What was chosen, as ids.</summary>
    public IReadOnlyList<string> Chosen => [.. Turns.Select(t => t.Chosen.Id)];

    /// <summary>What an ending says about the person's judgement, in points of an item: 3, 1 or 0.</summary>
    public static int Points(Outcome outcome) => outcome switch { Outcome.Good => 3, Outcome.Mixed => 1, _ => 0 };
}
