using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Learning.Stories;

namespace Mitreden.Tests.Learning;

/// <summary>An exercise that was agreed to becomes a scenario that can be played to an end.</summary>
public sealed class OwnExerciseTests
{
    [Theory]
    [InlineData(Grade.Best, Grade.Fair, Grade.Poor)]
    [InlineData(Grade.Poor, Grade.Best, Grade.Poor)]
    [InlineData(Grade.Fair, Grade.Poor, Grade.Fair, Grade.Best)]
    public void It_has_no_fault_and_each_reaction_ends_as_it_was_judged(params Grade[] grades)
    {
        static Wording Say(string text) => new(text, text, text);
        var scenario = WhenExerciseAgreed.Scenario(new ExerciseAgreed("E7", Say("Titel"), Say("Was war"), [.. grades.Select((g, n) => new Reaction(g, Say($"Das {n}"), Say($"Darum {n}")))]));
        Assert.Empty(ScenarioCheck.Faults(scenario));
        Assert.Equal(("E7", "Titel"), (scenario.Id, scenario.Title.Du));
        var decision = Assert.IsType<Decision>(scenario.At(scenario.Start));
        Assert.Equal("Was war", decision.Text.Du);
        Assert.Equal(grades.Select(g => g switch { Grade.Best => Outcome.Good, Grade.Fair => Outcome.Mixed, _ => Outcome.Bad }),
            decision.Options.Select(o => Telling.Of(scenario, [o.Id]).End!.Outcome));
    }
}
