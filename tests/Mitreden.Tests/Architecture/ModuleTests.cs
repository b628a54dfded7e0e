using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Mitreden.Tests.Architecture;

/// <summary>Who may use whom: Foundation no module, a module only the contracts of those above it in Modules.cs.</summary>
public sealed class ModuleTests
{
    private const string Root = "Mitreden.";
    private const string Views = "AspNetCoreGeneratedDocument";
    private const string Foundation = "Foundation";
    private static readonly List<string> Order = [.. Modules.All.Select(m => m.GetType().Namespace!.Split('.')[1])];

    [Fact]
    public void Modules_use_only_contracts_of_modules_above_them()
    {
        var program = new ArchLoader().LoadAssemblies(typeof(Program).Assembly).Build();
        var wrong = program.Types
            .SelectMany(source => source.Dependencies.Select(d => (Source: source, d.Target)))
            .Select(use => (use.Source, use.Target, Why: Wrong(use.Source, use.Target)))
            .Where(use => use.Why is not null)
            .Select(use => $"{use.Source.FullName} uses {use.Target.FullName}: {use.Why}")
            .Order(StringComparer.Ordinal);
        Rule.Holds(wrong);
    }

    [Fact]
    public void Every_folder_with_code_is_the_foundation_or_a_module_in_the_list()
    {
        var folders = Directory.GetDirectories(Repository.At("src", "Mitreden")).Select(f => Path.GetFileName(f)!)
            .Where(f => f is not ("bin" or "obj" or "wwwroot" or "Properties" or Foundation));
        Assert.Equal(Order.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    private static string? Wrong(IType source, IType target)
    {
        if (ModuleOf(source) is not { } from || ModuleOf(target) is not { } to || from == to || to == Foundation) return null;
        if (from == Foundation) return "Foundation imports no module";
        if (Order.IndexOf(to) > Order.IndexOf(from)) return $"{to} stands below {from}; tell it by an event record in {from}.Contracts";
        return InContracts(target) ? null : $"only {to}.Contracts is open to {from}";
    }

    /// <summary>The estimator is a library for anybody, inside this program as well.</summary>
    private static readonly string[] Libraries = ["Mitreden.Placement.Estimator."];

    private static bool InContracts(IType type) => type.FullName.StartsWith($"{Root}{ModuleOf(type)}.Contracts.", StringComparison.Ordinal)
        || Libraries.Any(l => type.FullName.StartsWith(l, StringComparison.Ordinal));

    private static string? ModuleOf(IType type)
    {
        var name = type.FullName;
        if (name.StartsWith(Views + ".", StringComparison.Ordinal)) name = Root + name[(Views.Length + 1)..].Replace('_', '.');
        if (!name.StartsWith(Root, StringComparison.Ordinal)) return null;
        var module = name[Root.Length..].Split('.')[0];
        return module == Foundation || Order.Contains(module) ? module : null;
    }
}
