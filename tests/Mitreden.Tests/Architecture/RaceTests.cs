using System.Text.RegularExpressions;

namespace Mitreden.Tests.Architecture;

/// <summary>A save that went wrong is not told as a lost race.</summary>
public sealed partial class RaceTests
{
    /// <summary>Tells nobody anything: it goes on with the next person, and the job fails afterwards.</summary>
    private const string GoesOn = "src/Mitreden/Organisations/PersonalData.cs";

    [Fact]
    public void Whoever_catches_a_failed_save_asks_whether_somebody_else_was_faster()
    {
        var wrong = Repository.Files("src", "*.cs").Where(f => Repository.Name(f) != GoesOn).SelectMany(f => Caught().Matches(File.ReadAllText(f))
            .Where(c => !c.Value.Contains(".IsLostRace", StringComparison.Ordinal))
            .Select(c => $"{Repository.Name(f)}: {c.Value.Trim()} does not ask IsLostRace"));
        Rule.Holds(wrong);
    }

    /// <summary>A catch with its filter, up to the block, when it takes what a failed save throws.</summary>
    [GeneratedRegex(@"\bcatch \((?:DbUpdateException\b|Exception \w+\)[^{]*\bDbUpdateException\b)[^{]*")]
    private static partial Regex Caught();
}
