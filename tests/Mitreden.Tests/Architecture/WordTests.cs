using System.Reflection;
using System.Text.RegularExpressions;

namespace Mitreden.Tests.Architecture;

/// <summary>The list of words names what is there.</summary>
public sealed partial class WordTests
{
    private const BindingFlags Here = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly string Words = File.ReadAllText(Repository.At("docs", "words.md"));
    private static readonly Type[] Own = [.. typeof(Program).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith("Mitreden", StringComparison.Ordinal) == true)];

    [Fact]
    public void Every_type_and_verb_in_the_list_of_words_exists()
    {
        var alone = Own.SelectMany(t => Names(t).Concat(t.Namespace!.Split('.'))).ToHashSet();
        var together = Own.SelectMany(t => Names(t).Select(n => $"{Plain(t)}.{n}").Append($"{t.Namespace!.Split('.')[^1]}.{Plain(t)}")).ToHashSet();
        Rule.Holds(Name().Matches(Words).Select(m => m.Groups[1].Value).Where(n => !(n.Contains('.') ? together : alone).Contains(n))
            .Select(n => $"docs/words.md: there is no {n}"));
    }

    [Fact]
    public void Every_folder_and_file_in_the_list_of_words_exists()
    {
        Rule.Holds(Place().Matches(Words).Select(m => m.Groups[1].Value).Where(p => !new[] { "", ".cs", ".cshtml" }.Any(end => Path.Exists(Repository.At("src", "Mitreden", p + end))))
            .Select(p => $"docs/words.md: there is no {p} below src/Mitreden"));
    }

    private static IEnumerable<string> Names(Type type) => type.GetMembers(Here).Select(m => m.Name).Append(Plain(type));

    /// <summary>The name as it is written, without the number of its type parameters.</summary>
    private static string Plain(Type type) => type.Name.Split('`')[0];

    [GeneratedRegex(@"`([A-Z]\w*(?:\.[A-Z]\w*)?)(?:<\w+>)?`")]
    private static partial Regex Name();

    [GeneratedRegex(@"`([A-Z]\w*(?:/[\w.]+)+)`")]
    private static partial Regex Place();
}
