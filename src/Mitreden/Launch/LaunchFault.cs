using Mitreden.Launch.Plan;
using Mitreden.Launch.Readiness;
using Mitreden.Launch.Templates;

namespace Mitreden.Launch;

/// <summary>Why something about the launch is refused; each has a text.</summary>
public enum LaunchFault
{
    /// <summary>A step has no title, or one that is too long.</summary>
    StepTitle,
    /// <summary>The explanation of a step is too long.</summary>
    StepText,
    /// <summary>Nobody does the step.</summary>
    StepNobody,
    /// <summary>The first day of a step is missing, or lies outside of the project.</summary>
    StepFrom,
    /// <summary>The last day of a step lies before the first, or outside of the project.</summary>
    StepTo,
    /// <summary>A note is too long.</summary>
    StepNote,
    /// <summary>Nobody says why a step is left out, or in too many words.</summary>
    StepReason,
    /// <summary>Contact and deputy are the same person.</summary>
    SamePerson,
    /// <summary>A promise without words, or with too many.</summary>
    Promise,
    /// <summary>The day of a meeting is missing, still to come, or too long ago.</summary>
    MeetingDay,
    /// <summary>Nobody says where and how the meeting was, or in too many words.</summary>
    MeetingHow,
    /// <summary>A channel has no name, or one that is too long.</summary>
    ChannelName,
    /// <summary>The address of a channel is none.</summary>
    ChannelAddress,
    /// <summary>Something is missing, and nobody says why the channel opens nevertheless, or in too many words.</summary>
    ChannelReason,
    /// <summary>There are faults in a template.</summary>
    Template,
    /// <summary>A template is too large.</summary>
    TemplateSize,
}

/// <summary>A refusal that a page puts into words.</summary>
/// <param name="why">Why.</param>
/// <param name="blamed">The field it is about.</param>
public sealed class LaunchException(LaunchFault why, string blamed) : Exception(why.ToString())
{
    /// <summary>Why.</summary>
    public LaunchFault Why => why;
    /// <summary>The field it is about.</summary>
    public string Blamed => blamed;
    /// <summary>The number that the text of the refusal names: characters, or years; 0 where it names none.</summary>
    public int Most => why switch
    {
        LaunchFault.StepTitle => LaunchStep.LongestTitle,
        LaunchFault.StepText or LaunchFault.StepNote or LaunchFault.StepReason => LaunchStep.LongestText,
        LaunchFault.Promise => LaunchProject.LongestPromise,
        LaunchFault.MeetingDay => LaunchDays.YearsBack,
        LaunchFault.MeetingHow => LaunchProject.LongestInformed,
        LaunchFault.ChannelName => PlannedChannel.LongestName,
        LaunchFault.ChannelAddress => PlannedChannel.LongestAddress,
        LaunchFault.ChannelReason => PlannedChannel.LongestReason,
        LaunchFault.TemplateSize => OwnTemplate.Longest,
        _ => 0,
    };
}
