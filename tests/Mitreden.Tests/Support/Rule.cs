namespace Mitreden.Tests.Support;

/// <summary>A rule of the house: names everything that breaks it, each in a line.</summary>
internal static class Rule
{
    /// <summary>Fails unless nothing is wrong.</summary>
    public static void Holds(IEnumerable<string> wrong)
    {
        var lines = wrong.Distinct().ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }
}
