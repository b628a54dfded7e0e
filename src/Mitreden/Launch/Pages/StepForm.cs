using Mitreden.Launch.Plan;

namespace Mitreden.Launch.Pages;

/// <summary>A step as a form sends it.</summary>
public sealed class StepForm
{
    /// <summary>Title.</summary>
    public string? Title { get; set; }
    /// <summary>Explanation.</summary>
    public string? How { get; set; }
    /// <summary>Who does it.</summary>
    public string[] Who { get; set; } = [];
    /// <summary>First day.</summary>
    public DateOnly? From { get; set; }
    /// <summary>Last day.</summary>
    public DateOnly? To { get; set; }
    /// <summary>Version of the step that was changed.</summary>
    public int Version { get; set; }

    /// <summary>First day as the plan counts; -1 when none was given, which no step accepts.</summary>
    public int FromDay(LaunchProject project) => Day(From, project);

    /// <summary>Last day as the plan counts; that of the first when only this one was given.</summary>
    public int ToDay(LaunchProject project) => Day(To ?? From, project);

    private static int Day(DateOnly? day, LaunchProject project) => day is { } one ? one.DayNumber - project.StartsOn.DayNumber : -1;
}
