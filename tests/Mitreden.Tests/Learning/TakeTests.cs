using Mitreden.Learning;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Path;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Learning;

/// <summary>Steps through a unit as a rule of its own: screens, forms, mistakes and double taps.</summary>
public sealed class TakeTests
{
    private static readonly DateTimeOffset Now = TestApp.Beginning;
    private static readonly Dictionary<string, IReadOnlyList<string>> Nothing = [];
    private static readonly Unit Core = Catalogue.Shipped.Units.Values.First(u => u is { Kind: UnitKind.Core, Example: not null });
    private static readonly ChoiceStep Question = Catalogue.Shipped.Units.Values.SelectMany(u => u.Steps.OfType<ChoiceStep>()).First(q => q.Options.Any(o => o.Right) && q.Options.Any(o => !o.Right));

    [Fact]
    public void Every_unit_comes_to_its_end_in_every_form() => Assert.All(from unit in Catalogue.Shipped.Units.Values from form in Enum.GetValues<Level>() select (unit, form), at =>
    {
        var (journey, done, steps) = (new Journey(), false, 0);
        while (!done && steps++ < 50) (journey, done) = journey.Take(at.unit, journey.In(at.unit.Id).Step, at.form, Nothing, Now);
        Assert.True(done, at.unit.Id);
        Assert.Equal(Play.Arrange(at.unit, at.form, false).Count, steps);
        Assert.True(journey.HasDone(at.unit.Id));
        Assert.Equal(MyPath.LooksBackAt(at.unit) is not null, journey.LooksBack.Any(l => l.Unit == at.unit.Id));
    });

    [Fact]
    public void The_other_half_of_a_double_tap_on_the_last_screen_finds_the_unit_done()
    {
        var unit = Core with { Kind = UnitKind.Basics, Steps = [new CardStep(Core.Title, Core.Aim), Question] };
        var (first, _) = new Journey().Take(unit, 0, Level.Low, Nothing, Now);
        var (done, isDone) = first.Take(unit, 1, Level.Low, Nothing, Now);
        var (again, isStillDone) = done.Take(unit, 1, Level.Low, Nothing, Now);
        Assert.Same(done, again);
        Assert.Equal((true, true), (isDone, isStillDone));
    }

    [Fact]
    public void A_screen_that_lies_behind_or_ahead_changes_nothing()
    {
        var (journey, _) = new Journey().Take(Core, 0, Level.Low, Nothing, Now);
        foreach (var step in new[] { 0, 2, 99 })
        {
            var (same, done) = journey.Take(Core, step, Level.Low, Nothing, Now);
            Assert.Same(journey, same);
            Assert.False(done);
        }
    }

    [Fact]
    public void Answers_to_a_page_in_another_form_say_nothing()
    {
        var unit = Core with { Steps = [Question, Question] };
        var (journey, _) = new Journey().Take(unit, 0, Level.High, Wrong, Now);
        Assert.True(journey.In(unit.Id).Missed);
        var (other, _) = new Journey().Take(unit, 0, Level.High, Nothing, Now);
        (other, _) = other.Take(unit, 1, Level.Low, Wrong, Now);
        Assert.False(other.In(unit.Id).Missed);
        Assert.Empty(other.Streaks);
    }

    [Fact]
    public void A_mistake_on_the_last_screen_brings_the_explanation_behind_it()
    {
        var unit = Core with { Steps = [new CardStep(Core.Title, Core.Aim), Question] };
        Assert.True(new Journey().Take(unit, 0, Level.High, Right, Now).IsDone);
        var (journey, done) = new Journey().Take(unit, 0, Level.High, Wrong, Now);
        Assert.False(done);
        Assert.Equal((1, true), (journey.In(unit.Id).Step, journey.In(unit.Id).Missed));
        (journey, done) = journey.Take(unit, 1, Level.High, Nothing, Now);
        Assert.False(done);
        Assert.True(journey.Take(unit, 2, Level.High, Nothing, Now).IsDone);
    }

    private static Dictionary<string, IReadOnlyList<string>> Right => Answer(true);

    private static Dictionary<string, IReadOnlyList<string>> Wrong => Answer(false);

    private static Dictionary<string, IReadOnlyList<string>> Answer(bool right) => new() { [ChoiceStep.Field] = [$"{Question.Options.ToList().FindIndex(o => o.Right == right)}"] };
}
