using System.Globalization;
using Mitreden.Content.Contracts;
using Mitreden.Desk.Drills;
using Mitreden.Desk.Playbooks;
using Mitreden.Guidelines.Rules;
using Mitreden.Learning;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Stories;
using Mitreden.Learning.Writing;
using Mitreden.Placement;

namespace Mitreden;

/// <summary>Everything that is wrong with what ships, over all modules: each piece for itself, and what one says about another.</summary>
internal static class ContentLint
{
    private static Catalogue Shipped => Catalogue.Shipped;

    /// <summary>What must not ship, a line each.</summary>
    public static IEnumerable<string> Faults() =>
    [
        .. Shipped.Units.Values.SelectMany(u => UnitCheck.Places(u).Select(f => $"{u.Id} {f.Where} {f.Fault}")),
        .. Shipped.Scenarios.Values.SelectMany(s => ScenarioCheck.Faults(s).Select(f => $"{s.Id} {f.Where} {f.Fault}")),
        .. Items.Shipped.Values.SelectMany(i => i.Faults().Select(f => $"{i.Id} {f}")),
        .. Playbook.Shipped.SelectMany(b => b.Faults().Select(f => $"{b.Id} {f}")),
        .. DrillThread.Shipped.SelectMany(t => t.Faults().Select(f => $"drill {t.Id} {f}")),
        .. RuleCheck.Faults([.. Shipped.Units.Keys], [.. Shipped.Scenarios.Keys]),
        .. Shipped.Units.Values.SelectMany(Lost), .. Items.Shipped.Values.Where(i => !Shipped.Units.ContainsKey(i.Unit)).Select(i => $"{i.Id} unit {i.Unit} does not exist"),
    ];

    /// <summary>What an author should have another look at: texts for newcomers that are hard to read, speak of duty, or frighten and leave alone; and rules that are hard to read, for everybody reads them.</summary>
    public static IEnumerable<string> Advice()
    {
        foreach (var line in Shipped.Units.Values.Where(u => u.Levels is [1, ..]).SelectMany(u => Words(u.Id, FirstContact.Read(u)))) yield return line;
        foreach (var line in Shipped.Scenarios.Values.Where(s => s.Levels is [1, ..]).SelectMany(s => Words(s.Id, FirstContact.Read(s)))) yield return line;
        foreach (var rule in ShippedRules.All.Select(r => r.Rule))
            foreach (var line in Hard(rule.Id, Readability.Hard(rule.All().Select(t => (t.Path, t.Text.Du))))) yield return line;
    }

    private static IEnumerable<string> Words(string id, FirstContact found) =>
        found.Duties.Select(d => $"{id} {d.Path} word of duty: {d.Word}").Concat(found.Threats.Select(t => $"{id} {t.Path} frightens and nothing beside it helps: {t.Word}")).Concat(Hard(id, found.Hard));

    private static IEnumerable<string> Hard(string id, IEnumerable<HardText> texts) =>
        texts.Select(t => string.Create(CultureInfo.InvariantCulture, $"{id} {t.Path} reads {t.Ease:0}, below {Readability.EasyFrom}; costs most: {t.Sentence}"));

    private static IEnumerable<string> Lost(Unit unit) => unit.LeadsTo.Where(id => !Shipped.Units.ContainsKey(id)).Select(id => $"{unit.Id} leadsTo {id} does not exist")
        .Concat(unit.Steps.OfType<ScenarioStep>().Where(s => !Shipped.Scenarios.ContainsKey(s.Scenario)).Select(s => $"{unit.Id} scenario {s.Scenario} does not exist"));
}
