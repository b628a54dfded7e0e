using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Mitreden.Tests.Architecture;

/// <summary>Markup holds structure only: no behaviour, no looks, no words.</summary>
public sealed partial class MarkupTests
{
    /// <summary>Words that are the same in every language.</summary>
    private static readonly string[] Names = ["Mitreden", "mitreden", "https://"];

    [Fact]
    public void No_script_style_or_handler_stands_inside_a_page()
    {
        Rule.Holds(Repository.Files("src/Mitreden", "*.cshtml").SelectMany(f => Inline().Matches(Comment().Replace(File.ReadAllText(f), ""))
            .Select(m => $"{Repository.Name(f)}: {m.Value.Trim()} belongs into wwwroot/js or wwwroot/css")));
    }

    /// <remarks>Reads the literals out of the compiled views: there nothing is left of expressions and statements.</remarks>
    [Fact]
    public void No_page_holds_words()
    {
        using var program = AssemblyDefinition.ReadAssembly(typeof(Program).Assembly.Location);
        var views = program.MainModule.GetTypes().Where(t => t.FullName.StartsWith("AspNetCoreGeneratedDocument.", StringComparison.Ordinal));
        Rule.Holds(views.SelectMany(view => view.Methods.Where(m => m.HasBody).SelectMany(Literals).SelectMany(Words)
            .Select(word => $"{view.FullName.Split('.')[1].Split('/')[0]}: \"{word}\" belongs into the texts")));
    }

    [Fact]
    public void No_attribute_that_people_read_holds_words()
    {
        Rule.Holds(Repository.Files("src/Mitreden", "*.cshtml").SelectMany(f => ReadAttribute().Matches(Comment().Replace(File.ReadAllText(f), ""))
            .Where(m => HasWords(m.Groups[2].Value)).Select(m => $"{Repository.Name(f)}: {m.Value.Trim()} belongs into the texts")));
    }

    private static IEnumerable<string> Literals(MethodDefinition method)
    {
        var (html, attribute) = (new StringBuilder(), false);
        foreach (var step in method.Body.Instructions)
        {
            var called = (step.Operand as MethodReference)?.Name;
            if (called is "BeginWriteTagHelperAttribute" or "EndWriteTagHelperAttribute") attribute = called[0] == 'B';
            if (called == "WriteLiteral" && step.Previous.OpCode == OpCodes.Ldstr && !attribute) html.Append((string)step.Previous.Operand);
        }
        if (html.Length > 0) yield return html.ToString();
    }

    private static IEnumerable<string> Words(string html) => Tag().Replace(html, "\n").Split('\n')
        .Select(t => WebUtility.HtmlDecode(t).Trim()).Where(HasWords);

    private static bool HasWords(string text) => Names.Aggregate(text, (rest, name) => rest.Replace(name, "", StringComparison.Ordinal)).Any(char.IsLetter);

    [GeneratedRegex("""<script(?![^>]*\b(asset|src)=)[^>]*>|<style\b|\sstyle="|\son[a-z]+="|\shx-on\S*=|javascript:""")]
    private static partial Regex Inline();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("<[^>]*>?|^[^<]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("""\s(title|aria-label|placeholder|alt|aria-description|label|data-text-[a-z-]+|data-confirm)="([^"@]*)["@]""")]
    private static partial Regex ReadAttribute();
}
