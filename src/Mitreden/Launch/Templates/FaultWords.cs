using System.Globalization;
using Mitreden.Foundation.Texts;

namespace Mitreden.Launch.Templates;

/// <summary>Faults of a template in the words of its form.</summary>
internal static class FaultWords
{
    /// <summary>A sentence for each fault, which begins with its place.</summary>
    /// <param name="plan">The template.</param>
    /// <param name="texts">Texts of templates.</param>
    /// <param name="formal">True for Sie.</param>
    public static IReadOnlyList<string> Of(LaunchTemplate plan, Texts<TemplateTexts> texts, bool formal) =>
        [.. TemplateCheck.Faults(plan).Select(f => $"{Place(f.Field, plan, texts, formal)}: {texts[f.Key, f.Value]}")];

    /// <summary>A field in the words of the form: which step, by its title.</summary>
    private static string Place(string field, LaunchTemplate plan, Texts<TemplateTexts> texts, bool formal)
    {
        var parts = field.Split('[', ']');
        var name = texts[$"Field.{parts[^1].TrimStart('.')}"];
        if (parts is not ["steps", { } number, _]) return name;
        var title = plan.Steps[int.Parse(number, CultureInfo.InvariantCulture) - 1].Title.For(formal);
        return $"{texts["Step", number, title]}, {name}";
    }
}
