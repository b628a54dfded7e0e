using Mitreden.Content.Contracts;
using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Afterwards;

/// <summary>How an exercise is written that comes of a discussion.</summary>
public sealed class ExerciseCraft(Anonymisers anonymisers, Texts<AfterwardsTexts> texts) : Craft<ExerciseText>
{
    private Anonymiser? _anonymiser;

    /// <inheritdoc />
    public override ContentKind Kind => ContentKind.Scenario;

    /// <inheritdoc />
    public override string Address => "/desk/exercises";

    /// <inheritdoc />
    public override IReadOnlyList<Section> Sections { get; } = [new("Story", ["title", "situation"]), new("Reactions", ["reactions"])];

    /// <inheritdoc />
    public override ExerciseText? Shipped(string key) => null;

    /// <inheritdoc />
    public override string Title(ExerciseText piece) => piece.Title.Du;

    /// <inheritdoc />
    public override string? Word(string key) => texts[$"Writing.{key}"] is var word && word != $"Writing.{key}" ? word : null;

    /// <inheritdoc />
    public override async Task PrepareAsync(CancellationToken stop) => _anonymiser = await anonymisers.CurrentAsync(stop);

    /// <inheritdoc />
    public override IEnumerable<Remark> Faults(ExerciseText piece)
    {
        if (piece.Reactions.Count is < ExerciseText.Fewest or > ExerciseText.Most) yield return new Remark("reactions", texts["Fault.Reactions", ExerciseText.Fewest, ExerciseText.Most]);
        if (piece.Reactions.Count(r => r.Grade == Grade.Best) != 1) yield return new Remark("reactions", texts["Fault.Best"]);
        foreach (var (path, text) in piece.All())
        {
            var most = path == "situation" ? ExerciseText.LongestSituation : ExerciseText.Longest;
            if (text.Forms.Any(f => f.Length > most)) yield return new Remark(path, texts["Fault.Long", most]);
        }
    }

    /// <inheritdoc />
    public override IEnumerable<Remark> Advice(ExerciseText piece) => _anonymiser is not { } anonymiser ? [] : piece.All()
        .Select(t => (t.Path, Found: t.Text.Forms.Distinct().SelectMany(f => anonymiser.Of(f).Findings).Select(f => f.Found).Distinct().ToList()))
        .Where(t => t.Found.Count > 0).Select(t => new Remark(t.Path, texts["Advice.Traces", string.Join(", ", t.Found.Take(8).Select(f => $"„{f}“"))]));
}
