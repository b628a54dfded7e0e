using System.Globalization;
using Mitreden.Content.Contracts;
using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Data;

namespace Mitreden.Learning.Stories;

/// <summary>Makes a scenario of an exercise that two people have agreed to: one decision, and an end for each judgement.</summary>
internal sealed class WhenExerciseAgreed(Shelf shelf) : IWhen<ExerciseAgreed>
{
    private static readonly Lazy<Scenario> Frame = new(() => ContentFile.Shipped("exercise").Select(f => ContentFile.Read<Scenario>(f.Name, f.Json)).Single());

    public async Task HandleAsync(ExerciseAgreed happened, CancellationToken stop)
    {
        var number = (await shelf.StampAsync(ContentKind.Scenario, stop)).FirstOrDefault(s => s.Key == happened.Key).Number;
        shelf.Publish(ContentKind.Scenario, happened.Key, number, ContentFile.Write(Scenario(happened)));
    }

    /// <summary>The scenario: everything around the situation and its reactions stands in the frame.</summary>
    public static Scenario Scenario(ExerciseAgreed exercise)
    {
        var decision = Frame.Value.Nodes.OfType<Decision>().Single();
        var options = exercise.Reactions.Select((r, n) => new Option(((char)('a' + n)).ToString(CultureInfo.InvariantCulture), r.Text, End(r.Grade).Id, Effect(r.Grade), r.Why, r.Grade == Grade.Best)).ToList();
        var ends = Frame.Value.Nodes.OfType<Ending>().Where(e => options.Any(o => o.Goto == e.Id));
        return Frame.Value with { Id = exercise.Key, Title = exercise.Title, Nodes = [decision with { Text = exercise.Situation, Options = options }, .. ends] };
    }

    private static Ending End(Grade grade) => Frame.Value.Nodes.OfType<Ending>().Single(e => e.Outcome == grade switch { Grade.Best => Outcome.Good, Grade.Fair => Outcome.Mixed, _ => Outcome.Bad });

    private static Meters Effect(Grade grade) => grade switch
    {
        Grade.Best => new Meters(15, 5, 20, -20),
        Grade.Fair => new Meters(0, 30, 60, 0),
        _ => new Meters(-25, 60, 200, 25),
    };
}
