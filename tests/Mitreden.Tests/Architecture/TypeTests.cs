using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Mitreden.Foundation.Ui;

namespace Mitreden.Tests.Architecture;

/// <summary>Rules about types: what they are called, what they are for, what they stand on.</summary>
public sealed partial class TypeTests
{
    private static readonly Type[] Own = [.. typeof(Program).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith("Mitreden", StringComparison.Ordinal) == true
        && t.Namespace?.Contains(".Migrations.", StringComparison.Ordinal) == false && !t.IsDefined(typeof(CompilerGeneratedAttribute)) && !t.Name.Contains('<', StringComparison.Ordinal))];

    /// <summary>Outside edges: what a test replaces by something that stays on the machine.</summary>
    private static readonly string[] OutsideEdges = ["IMailSender"];

    [Fact]
    public void No_type_hides_behind_an_empty_word()
    {
        var wrong = Own.Where(t => !t.IsSubclassOf(typeof(TagHelper)) && EmptyWord().IsMatch(t.Name)).Select(t => $"{t.FullName}: say what it does instead of Manager, Helper or Service");
        Rule.Holds(wrong);
    }

    /// <remarks>What the foundation asks and a module answers is a seam between the two, whatever the number of answers.</remarks>
    [Fact]
    public void No_interface_has_a_single_implementation_but_at_an_outside_edge()
    {
        var wrong = Own.Where(t => t.IsInterface && !OutsideEdges.Contains(t.Name))
            .Select(i => (Interface: i, Types: Own.Where(t => !t.IsInterface && Implements(t, i)).ToList()))
            .Where(i => i.Types.Count == 1 && Module(i.Types[0]) == Module(i.Interface)).Select(i => $"{i.Interface.FullName} has one implementation: use the class itself");
        Rule.Holds(wrong);
    }

    [Fact]
    public void Everything_public_says_what_it_means()
    {
        var documented = XDocument.Load(Path.ChangeExtension(typeof(Program).Assembly.Location, ".xml")).Descendants("member")
            .Select(m => m.Attribute("name")!.Value.Split('(')[0].Split("``")[0]).ToHashSet();
        var wrong = Own.Where(IsPublic).SelectMany(t => Names(t)).Where(name => !documented.Contains(name)).Select(name => $"{name[2..]} has no comment");
        Rule.Holds(wrong);
    }

    /// <remarks>Two cards with one place would stand in the order in which their modules happen to be registered.</remarks>
    [Fact]
    public void No_two_cards_of_the_start_page_have_the_same_place()
    {
        var places = Own.Where(t => t.IsClass && t.IsAssignableTo(typeof(IStartCard))).ToLookup(t => ((IStartCard)RuntimeHelpers.GetUninitializedObject(t)).Order, t => t.FullName);
        Assert.NotEmpty(places);
        Rule.Holds(places.Where(p => p.Count() > 1).Select(p => $"{string.Join(" and ", p)} both have place {p.Key} on the start page"));
    }

    [Fact]
    public void Query_filters_are_lifted_by_name_only()
    {
        var wrong = Repository.Files("src", "*.cs").SelectMany(f => File.ReadAllLines(f)
            .Where(line => line.Contains("IgnoreQueryFilters()", StringComparison.Ordinal)).Select(line => $"{Repository.Name(f)}: {line.Trim()}"));
        Rule.Holds(wrong);
    }

    [Fact]
    public void The_program_stands_on_at_most_15_packages()
    {
        var packages = XDocument.Load(Repository.At("Directory.Packages.props")).Descendants("ItemGroup")
            .Single(g => g.Attribute("Label")?.Value == "Run time").Elements("PackageVersion").Select(p => p.Attribute("Include")!.Value).ToList();
        var used = XDocument.Load(Repository.At("src", "Mitreden", "Mitreden.csproj")).Descendants("PackageReference")
            .Where(p => p.Attribute("PrivateAssets") is null).Select(p => p.Attribute("Include")!.Value).ToList();
        Assert.Equal(packages.Order(), used.Order());
        Assert.True(packages.Count <= 15, $"{packages.Count} packages at run time, more than 15");
    }

    private static bool Implements(Type type, Type face) => type.GetInterfaces().Any(i => (i.IsGenericType ? i.GetGenericTypeDefinition() : i) == face);

    private static string Module(Type type) => type.Namespace!.Split('.').ElementAtOrDefault(1) ?? "";

    private static bool IsPublic(Type type) => type.IsPublic || type.IsNestedPublic && IsPublic(type.DeclaringType!);

    private static IEnumerable<string> Names(Type type)
    {
        var full = type.FullName!.Replace('+', '.');
        if (type != typeof(Program)) yield return "T:" + full;
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type)) yield break;
        var records = type.GetMethod("<Clone>$") is not null;
        const BindingFlags here = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var property in type.GetProperties(here).Where(p => !records && p.GetIndexParameters().Length == 0)) yield return $"P:{full}.{property.Name}";
        var methods = type.GetMethods(here).Where(m => !m.IsSpecialName && !m.IsDefined(typeof(CompilerGeneratedAttribute)) && !m.Name.Contains('<', StringComparison.Ordinal));
        if (!records && type != typeof(Program)) foreach (var method in methods) yield return "M:" + full + "." + method.Name;
    }

    [GeneratedRegex("(Manager|Helper|Service)s?(`\\d+)?$")]
    private static partial Regex EmptyWord();
}
