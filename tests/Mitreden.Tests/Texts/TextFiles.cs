using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Mitreden.Tests.Texts;

/// <summary>The texts of one module, read from their source files.</summary>
/// <param name="Name">Class of the texts, such as <c>DeskTexts</c>.</param>
/// <param name="German">German by key, with the formal form under <c>KEY.Sie</c>.</param>
/// <param name="English">English by key.</param>
internal sealed record TextFile(string Name, IReadOnlyDictionary<string, string> German, IReadOnlyDictionary<string, string> English)
{
    /// <summary>Suffix of the formal form.</summary>
    public const string Sie = ".Sie";

    /// <summary>All texts of the program.</summary>
    public static IReadOnlyList<TextFile> All { get; } = [.. Repository.Files("src/Mitreden", "*Texts.resx")
        .Select(f => new TextFile(Path.GetFileNameWithoutExtension(f), Read(f), Read(Path.ChangeExtension(f, ".en.resx"))))];

    /// <summary>Keys without those of the formal form.</summary>
    public IEnumerable<string> Keys => German.Keys.Where(k => !k.EndsWith(Sie, StringComparison.Ordinal));

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);
}

/// <summary>A place in the source that asks for texts: by key, or by a key with parts that are known at run time only.</summary>
/// <param name="File">Source file.</param>
/// <param name="Texts">Class of the texts.</param>
/// <param name="Key">The key as written.</param>
/// <param name="Pattern">Matches the keys that it may stand for.</param>
internal sealed partial record TextUse(string File, string Texts, string Key, Regex Pattern)
{
    private const string Name = "[\\w./-]+";

    /// <summary>All uses through an indexer, such as <c>T["Title"]</c> or <c>T[$"State.{state}"]</c>.</summary>
    public static IReadOnlyList<TextUse> All { get; } = [.. Sources().SelectMany(InFile)];

    /// <summary>True when the key stands in the source as a whole string, to be handed on.</summary>
    public static bool IsWritten(string key) => Source.Value.Contains($"\"{key}\"", StringComparison.Ordinal);

    private static readonly Lazy<string> Source = new(() => string.Concat(Sources().Select(System.IO.File.ReadAllText)));

    private static IEnumerable<string> Sources() => Repository.Files("src/Mitreden", "*.cs").Concat(Repository.Files("src/Mitreden", "*.cshtml"))
        .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal));

    private static IEnumerable<TextUse> InFile(string file)
    {
        var source = System.IO.File.ReadAllText(file);
        var names = Declared().Matches(source + Imports(file)).GroupBy(m => m.Groups[2].Value).ToDictionary(g => g.Key, g => g.First().Groups[1].Value);
        foreach (var (name, texts) in names)
            foreach (Match start in Regex.Matches(source, $@"\b{name}\["))
                foreach (var literal in Literal().Matches(FirstArgument(source, start.Index + start.Length)).Where(l => l.Groups[1].Length > 0))
                    yield return new TextUse(file, texts, literal.Groups[1].Value, Matching(literal.Groups[1].Value));
    }

    /// <summary>What stands in the brackets up to the first comma: a key, or several of them with a condition.</summary>
    private static string FirstArgument(string source, int start)
    {
        var (depth, quoted, end) = (0, false, start);
        for (; end < source.Length; end++)
        {
            var c = source[end];
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c is '[' or '(' or '{') depth++;
            else if (c is ']' or ')' or '}' && depth-- == 0 || c == ',' && depth == 0) break;
        }
        return source[start..end];
    }

    /// <summary>A hole stands for one name; so does what is put before a text that begins with a dot.</summary>
    private static Regex Matching(string key) => new("^" + (key[0] == '.' ? Name : "")
        + string.Join(Name, Hole().Replace(key, "\0").Split('\0').Select(Regex.Escape)) + (key[^1] == '.' ? Name : "") + "$");

    /// <summary>What the view imports above a page bring in.</summary>
    private static string Imports(string file)
    {
        if (!file.EndsWith(".cshtml", StringComparison.Ordinal)) return "";
        var found = "";
        for (var folder = Path.GetDirectoryName(file); folder!.Length >= Repository.Root.Length; folder = Path.GetDirectoryName(folder))
            if (System.IO.File.Exists(Path.Combine(folder, "_ViewImports.cshtml"))) found += System.IO.File.ReadAllText(Path.Combine(folder, "_ViewImports.cshtml"));
        return found;
    }

    [GeneratedRegex(@"Texts<(?:[\w.]+\.)?(\w+)>\??\s+(\w+)")]
    private static partial Regex Declared();

    [GeneratedRegex("\"((?:[^\"\\\\{}\n]|\\{[^{}\n]*\\})*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
