using System.Text.Json;
using Mitreden.Content.Contracts;
using Mitreden.Desk.Playbooks;
using Mitreden.Guidelines.Rules;
using Mitreden.Learning;
using Mitreden.Placement;

namespace Mitreden;

/// <summary>
/// <c>content count</c> and <c>content lint</c>: what ships to learn from, without a web host and without a database. It is part of the
/// program because the content is: what is counted is what was built in.
/// </summary>
internal static class ContentCommand
{
    /// <summary>Units for everybody; those of the other letters belong to roles.</summary>
    private const string ForEverybody = "KMUP";

    /// <summary>Answers the command line.</summary>
    /// <returns>The exit code, or null when the arguments ask for something else.</returns>
    public static int? Run(string[] args, TextWriter output) => args switch
    {
        ["content", "count"] => Say(output, () => Count(output)),
        ["content", "lint"] => Say(output, () => Lint(output)),
        ["content", ..] => Say(output, () => { output.WriteLine("content knows: count, lint."); return 2; }),
        _ => null,
    };

    private static int Count(TextWriter output)
    {
        var (units, scenarios) = (Catalogue.Shipped.Units.Values.ToList(), Catalogue.Shipped.Scenarios.Values.ToList());
        var pieces = units.Select(u => (Kind: ForEverybody.Contains(u.Id[0], StringComparison.Ordinal) ? "units" : "more_units", u.Id, u.Texts))
            .Concat(Items.Shipped.Values.Select(i => (Kind: "items", i.Id, i.Texts))).Concat(scenarios.Select(s => (Kind: "scenarios", s.Id, s.Texts)))
            .Concat(Playbook.Shipped.Select(b => (Kind: "playbooks", b.Id, b.Texts)))
            .Concat(ShippedRules.All.Select(r => (Kind: r.IsStarter ? "rules" : "more_rules", r.Id, Texts: r.Rule.All().Select(t => t.Text))))
            .Select(p => (p.Kind, p.Id, IsComplete: p.Texts.All(t => t.IsComplete))).ToList();
        int Complete(string kind) => pieces.Count(p => p.Kind == kind && p.IsComplete);
        output.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["units"] = Complete("units"), ["items"] = Complete("items"), ["scenarios"] = Complete("scenarios"), ["rules"] = Complete("rules"), ["playbooks"] = Complete("playbooks"),
            ["incomplete"] = pieces.Where(p => !p.IsComplete).Select(p => p.Id).ToList(), ["more_units"] = Complete("more_units"), ["more_rules"] = Complete("more_rules"),
        }));
        return 0;
    }

    private static int Lint(TextWriter output)
    {
        var (faults, advice) = (ContentLint.Faults().ToList(), ContentLint.Advice().ToList());
        foreach (var line in faults) output.WriteLine($"fault: {line}");
        foreach (var line in advice) output.WriteLine($"advice: {line}");
        output.WriteLine($"content: {faults.Count} faults, {advice.Count} pieces of advice");
        return faults.Count == 0 ? 0 : 1;
    }

    /// <summary>A file that cannot be read is a line that names it, not a stack trace.</summary>
    private static int Say(TextWriter output, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (TypeInitializationException failure) when (failure.InnerException is ContentException unreadable)
        {
            output.WriteLine($"fault: {unreadable.Message}");
            return 1;
        }
    }
}
