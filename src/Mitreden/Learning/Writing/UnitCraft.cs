using System.Text.Json.Nodes;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Texts;
using Mitreden.Learning.Lessons;

namespace Mitreden.Learning.Writing;

/// <summary>How units are written.</summary>
public sealed class UnitCraft(Catalogues catalogues, Videos videos, Spoken say, Texts<LearningTexts> texts) : Craft<Unit>
{
    /// <summary>Pictures that a slide can have.</summary>
    private static readonly string[] Icons =
        ["message", "users", "eye", "shield", "hand", "heart", "clock", "check", "phone", "share", "lock", "question", "image", "flag", "pause", "idea", "building", "pencil"];

    private Catalogue _catalogue = Catalogue.Shipped;
    private IReadOnlyList<VideoRow> _videos = [];

    /// <inheritdoc />
    public override ContentKind Kind => ContentKind.Unit;

    /// <inheritdoc />
    public override string Address => "/learning/content/units";

    /// <inheritdoc />
    public override string List => "/learning/content";

    /// <inheritdoc />
    public override IReadOnlyList<Section> Sections { get; } =
    [
        new("Basics", ["title", "aim", "kind", "domain", "levels", "minutes"]), new("Help", ["threat", "efficacy", "example"]),
        new("Steps", ["steps"]), new("End", ["done", "leads", "leadsTo"]),
    ];

    /// <inheritdoc />
    public override IReadOnlySet<string> Prose { get; } = new HashSet<string> { "CardStep.Text", "Example.Text", "Unit.Efficacy" };

    /// <inheritdoc />
    public override Unit? Shipped(string key) => Catalogue.Shipped.Units.GetValueOrDefault(key);

    /// <inheritdoc />
    public override string Title(Unit piece) => say[piece.Title];

    /// <inheritdoc />
    public override string? Word(string key) => texts[$"Writing.{key}"] is var word && word != $"Writing.{key}" ? word : null;

    /// <inheritdoc />
    public override async Task PrepareAsync(CancellationToken stop)
    {
        await say.PrepareAsync(stop);
        (_catalogue, _videos) = (await catalogues.CurrentAsync(stop), await videos.AllAsync(stop));
    }

    /// <inheritdoc />
    public override IReadOnlyList<Pick>? Picks(FieldShape field, JsonNode? group) => field.Key switch
    {
        "Unit.Levels" => Levels(texts),
        "Unit.LeadsTo" => [.. _catalogue.Units.Values.OrderBy(u => u.Id, StringComparer.Ordinal).Select(u => new Pick(u.Id, $"{u.Id} · {say[u.Title]}"))],
        "ScenarioStep.Scenario" => [.. _catalogue.Scenarios.Values.OrderBy(s => s.Id.Length).ThenBy(s => s.Id, StringComparer.Ordinal).Select(s => new Pick(s.Id, $"{s.Id} · {say[s.Title]}"))],
        "ClipStep.Video" => [new Pick("", texts["Writing.Video.None"]), .. _videos.Select(v => new Pick(v.Id.ToString(), v.HasCaptions ? v.Title : texts["Writing.Video.Silent", v.Title]))],
        "Scene.Icon" => [.. Icons.Select(i => new Pick(i, Word($"Icon.{i}") ?? i))],
        "SortCard.Bin" => [.. (group?.Parent?.Parent?["bins"] as JsonArray ?? []).Select((b, n) => new Pick(b?["id"]?.ToString() ?? "", Bin(b, n)))],
        _ => null,
    };

    /// <inheritdoc />
    public override IEnumerable<Remark> Faults(Unit piece) => UnitCheck.Places(piece).Where(f => f.Fault != UnitFault.Incomplete)
        .Select(f => new Remark(f.Where, texts[$"Unit.Fault.{f.Fault}"]))
        .Concat(piece.Steps.Index().Where(s => s.Item is ClipStep { Video: { } video } && !_videos.Any(v => v.HasCaptions && v.Id.ToString() == video))
            .Select(s => new Remark($"steps.{s.Index}.video", texts["Unit.Fault.Video"])));

    /// <inheritdoc />
    public override IEnumerable<Remark> Advice(Unit piece)
    {
        if (piece.Levels is not [1, ..]) yield break;
        var found = FirstContact.Read(piece);
        foreach (var remark in Words(found, texts)) yield return remark;
    }

    /// <summary>Words that somebody who is new should not meet, or not alone, and texts that are hard to read.</summary>
    internal static IEnumerable<Remark> Words(FirstContact found, Texts<LearningTexts> texts) => found.Duties.Select(d => new Remark(d.Path, texts["Unit.Advice.Duty", d.Word]))
        .Concat(found.Threats.Select(t => new Remark(t.Path, texts["Unit.Advice.Threat", t.Word])))
        .Concat(found.Hard.Select(h => new Remark(h.Path, texts["Unit.Advice.Hard", Math.Round(h.Ease), Readability.EasyFrom, h.Sentence])));

    /// <summary>The three levels in words.</summary>
    internal static IReadOnlyList<Pick> Levels(Texts<LearningTexts> texts) => [.. Enumerable.Range(1, 3).Select(n => new Pick($"{n}", texts[$"Writing.Level.{n}"]))];

    /// <summary>From and to in words.</summary>
    internal static string For(IReadOnlyList<int> levels, Texts<LearningTexts> texts) => levels[0] == levels[1]
        ? texts[$"Writing.Level.{levels[0]}"] : texts["Content.Levels", texts[$"Writing.Level.{levels[0]}"], texts[$"Writing.Level.{levels[1]}"]];

    private static string Bin(JsonNode? bin, int place) => TextShape.Forms.Select(f => TextShape.Form(bin?["title"], f)).FirstOrDefault(t => t.Length > 0) ?? $"{place + 1}";
}
