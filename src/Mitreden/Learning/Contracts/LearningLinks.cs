using Mitreden.Foundation.Texts;
using Mitreden.Learning.Lessons;

namespace Mitreden.Learning.Contracts;

/// <summary>Something to learn from, for whoever wants to lead there.</summary>
/// <param name="Id">Such as <c>K1</c> or <c>S1</c>.</param>
/// <param name="Title">Title in the reader's language and form.</param>
/// <param name="Href">Its address.</param>
public sealed record LearningLink(string Id, string Title, string Href);

/// <summary>Units and scenarios of the organisation, by name.</summary>
public sealed class LearningLinks(Catalogues catalogues, Spoken say)
{
    /// <summary>Units that everybody may open, in order.</summary>
    public async Task<IReadOnlyList<LearningLink>> UnitsAsync(CancellationToken stop) => Sorted((await catalogues.CurrentAsync(stop)).Units.Values
        .Where(u => u.Kind is not (UnitKind.Manager or UnitKind.Team)).Select(u => new LearningLink(u.Id, say[u.Title], $"/learning/units/{u.Id}")));

    /// <summary>Scenarios, in order.</summary>
    public async Task<IReadOnlyList<LearningLink>> ScenariosAsync(CancellationToken stop) => Sorted((await catalogues.CurrentAsync(stop)).Scenarios.Values
        .Select(s => new LearningLink(s.Id, say[s.Title], $"/learning/scenarios/{s.Id}")));

    private static IReadOnlyList<LearningLink> Sorted(IEnumerable<LearningLink> links) => [.. links.OrderBy(l => l.Id[0]).ThenBy(l => l.Id.Length).ThenBy(l => l.Id, StringComparer.Ordinal)];
}
