using System.Text.RegularExpressions;

namespace Mitreden.Tests.Architecture;

/// <summary>Nothing grows beyond what one screen and one head can hold.</summary>
public sealed partial class SizeTests
{
    private const int MostLines = 200;
    private const int MostLinesOfHandler = 25;
    private const int MostFiles = 15;
    private static readonly string Source = Repository.At("src", "Mitreden");

    [Fact]
    public void No_file_has_more_than_200_lines()
    {
        var wrong = Code().Select(f => (Name: Repository.Name(f), Lines: File.ReadAllLines(f).Length))
            .Where(f => f.Lines > MostLines).Select(f => $"{f.Name} has {f.Lines} lines, more than {MostLines}");
        Rule.Holds(wrong);
    }

    [Fact]
    public void No_page_handler_has_more_than_25_lines()
    {
        var wrong = Code().Where(f => f.EndsWith(".cshtml.cs", StringComparison.Ordinal)).SelectMany(f => Handlers(f)
            .Where(h => h.Lines > MostLinesOfHandler).Select(h => $"{Repository.Name(f)}: {h.Name} has {h.Lines} lines, more than {MostLinesOfHandler}"));
        Rule.Holds(wrong);
    }

    [Fact]
    public void No_folder_has_more_than_15_files()
    {
        var wrong = Folders().Select(f => (Name: Repository.Name(f), Files: Units(f)))
            .Where(f => f.Files > MostFiles).Select(f => $"{f.Name} holds {f.Files} files, more than {MostFiles}");
        Rule.Holds(wrong);
    }

    [Fact]
    public void Folders_are_no_deeper_than_module_and_part()
    {
        var wrong = Folders().Select(f => Path.GetRelativePath(Source, f))
            .Where(f => f.Split('/') is { Length: > 2 } parts && !(parts is ["Foundation", _, "Pages"]));
        Rule.Holds(wrong);
    }

    /// <summary>A page and its model are one thing, and so are a text class and its languages.</summary>
    private static int Units(string folder) => Directory.GetFiles(folder).Select(Path.GetFileName)
        .Select(f => f!.Split('.')[0]).Distinct().Count();

    private static IEnumerable<(string Name, int Lines)> Handlers(string file)
    {
        var lines = File.ReadAllLines(file);
        for (var start = 0; start < lines.Length; start++)
        {
            if (Handler().Match(lines[start]) is not { Success: true } found) continue;
            var (end, depth, opened) = (start, 0, false);
            for (; end < lines.Length; end++)
            {
                depth += lines[end].Count(c => c == '{') - lines[end].Count(c => c == '}');
                opened |= lines[end].Contains('{', StringComparison.Ordinal);
                if (depth == 0 && (opened || lines[end].TrimEnd().EndsWith(';'))) break;
            }
            yield return (found.Groups[1].Value, end - start + 1);
        }
    }

    private static IEnumerable<string> Folders() => Directory.EnumerateDirectories(Source, "*", SearchOption.AllDirectories).Append(Source)
        .Where(f => !Path.GetRelativePath(Source, f).Split('/').Intersect(["bin", "obj", "wwwroot", "Migrations", "Properties"]).Any());

    private static IEnumerable<string> Code() => Repository.Files("src/Mitreden", "*.cs").Concat(Repository.Files("src/Mitreden", "*.cshtml"))
        .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal));

    [GeneratedRegex(@"\b(On(?:Get|Post)\w*)\(.*\)")]
    private static partial Regex Handler();
}
