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
            return (null, [Broken(fault.Message)]);
        }
    }

    /// <summary>What the reader of the file has stumbled over; the field is the number of the line.</summary>
    private static TemplateFault Broken(string message)
    {
        var place = Place().Match(message);
        var (line, reason) = (place.Success ? place.Groups[1].Value : "1", place.Success ? place.Groups[2].Value : message);
        if (Extra().Match(reason) is { Success: true } extra) return new TemplateFault(line, "Fault.Extra", extra.Groups[1].Value);
        if (Missing().Match(reason) is { Success: true } missing) return new TemplateFault(line, "Fault.Missing", missing.Groups[1].Value);
        return new TemplateFault(line, "Fault.Json", Field().Match(reason) is { Success: true } field ? field.Groups[1].Value : "JSON");
    }

    [GeneratedRegex(@"^file, line (\d+): (.*)$", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex("property '([^']+)' could not be mapped")]
    private static partial Regex Extra();

    [GeneratedRegex("missing required properties including: '([^']+)'")]
    private static partial Regex Missing();

    [GeneratedRegex(@"\((\$[^)]*)\)\s*$")]
    private static partial Regex Field();
}
