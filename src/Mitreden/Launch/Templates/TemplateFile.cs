using System.Globalization;
using System.Text.RegularExpressions;
using Mitreden.Content.Contracts;

namespace Mitreden.Launch.Templates;

/// <summary>A template as a file, to be taken to an installation of somebody else.</summary>
/// <param name="Kind">Always <see cref="Mark"/>.</param>
/// <param name="Format">Always 1.</param>
/// <param name="Template">The plan.</param>
public sealed partial record TemplateFile(string Kind, int Format, LaunchTemplate Template)
{
    /// <summary>What tells such a file from any other.</summary>
    public const string Mark = "mitreden-launch-template";
    /// <summary>Most bytes of a file.</summary>
    public const int Longest = 2 * OwnTemplate.Longest;

    /// <summary>The file of a template.</summary>
    public static string Of(LaunchTemplate template) => ContentFile.Write(new TemplateFile(Mark, 1, template));

    /// <summary>Reads a file.</summary>
    /// <returns>The plan, or everything that is wrong with it.</returns>
    public static (LaunchTemplate? Plan, IReadOnlyList<TemplateFault> Faults) Read(string json)
    {
        try
        {
            var file = ContentFile.Read<TemplateFile>("file", json.TrimStart('\uFEFF'));
            if (file.Kind != Mark) return (null, [new TemplateFault("kind", "Fault.Kind", Mark)]);
            if (file.Format != 1) return (null, [new TemplateFault("format", "Fault.Format", 1)]);
            var faults = TemplateCheck.Faults(file.Template).ToList();
            return faults.Count == 0 ? (file.Template, []) : (null, faults);
        }
        catch (ContentException fault)
        {
            var place = Place().Match(fault.Message);
            var line = place.Success ? int.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture) : 1;
            return (null, [new TemplateFault(line.ToString(CultureInfo.InvariantCulture), "Fault.Line", place.Success ? place.Groups[2].Value : fault.Message)]);
        }
    }

    [GeneratedRegex(@"^file, line (\d+): (.*)$", RegexOptions.Singleline)]
    private static partial Regex Place();
}
