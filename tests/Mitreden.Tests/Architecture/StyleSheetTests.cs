using System.Text.RegularExpressions;

namespace Mitreden.Tests.Architecture;

/// <summary>No style sheet dresses what no page shows.</summary>
public sealed partial class StyleSheetTests
{
    [Fact]
    public void Every_class_of_a_style_sheet_occurs_in_markup_script_or_code()
    {
        var source = string.Concat(Sources().Select(File.ReadAllText));
        var words = Word().Matches(source).Select(m => m.Value).ToHashSet();
        var beginnings = Beginning().Matches(source).Select(m => m.Groups[1].Value).ToHashSet();
        Rule.Holds(Repository.Files("src/Mitreden/wwwroot/css", "*.css").SelectMany(f => Class().Matches(Unsaid().Replace(File.ReadAllText(f), ""))
            .Select(m => m.Groups[1].Value).Distinct().Where(c => !words.Contains(c) && !beginnings.Any(b => c.StartsWith(b, StringComparison.Ordinal)))
            .Select(c => $"{Repository.Name(f)}: .{c} occurs in no page, script or class; delete it here and in css/README.md")));
    }

    private static IEnumerable<string> Sources() => Repository.Files("src/Mitreden", "*.cshtml").Concat(Repository.Files("src/Mitreden", "*.cs"))
        .Concat(Repository.Files("src/Mitreden/wwwroot/js", "*.js")).Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal));

    /// <summary>Comments, quoted texts and addresses of files, in which a point begins no class.</summary>
    [GeneratedRegex("""/\*.*?\*/|"[^"]*"|url\([^)]*\)""", RegexOptions.Singleline)]
    private static partial Regex Unsaid();

    [GeneratedRegex(@"\.([a-zA-Z][\w-]*)")]
    private static partial Regex Class();

    [GeneratedRegex(@"[\w-]+")]
    private static partial Regex Word();

    /// <summary>The fixed part of a class whose end is known at run time only, such as <c>badge--@state</c>.</summary>
    [GeneratedRegex(@"\b([a-z]\w*(?:-\w+)*(?:--|__))(?:@|\$?\{)")]
    private static partial Regex Beginning();
}
