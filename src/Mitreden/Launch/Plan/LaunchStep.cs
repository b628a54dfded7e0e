using Mitreden.Foundation.Data;
using Mitreden.Launch.Templates;

namespace Mitreden.Launch.Plan;

/// <summary>How a step stands.</summary>
public enum StepState
{
    /// <summary>To be done.</summary>
    Open = 0,
    /// <summary>Done.</summary>
    Done = 1,
    /// <summary>Not needed here, for a reason.</summary>
    Dropped = 2,
}

/// <summary>A step of the plan: of the template, reworded or not, or of the company's own.</summary>
/// <remarks>Who has ticked it off is not stored: a plan is no list of who does how much.</remarks>
public sealed class LaunchStep : IOrganisationOwned
{
    /// <summary>Longest title.</summary>
    public const int LongestTitle = 120;
    /// <summary>Longest explanation, note or reason.</summary>
    public const int LongestText = 2000;
    /// <summary>Last day that a step may lie after the first day of the project: a year.</summary>
    public const int LastDay = 365;

    private LaunchStep() { }

    /// <summary>Key.</summary>
    [Stored("identifies the step", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The project.</summary>
    [Stored("says to which project it belongs", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid ProjectId { get; private set; }
    /// <summary>Name in the template, or null for a step of the company's own.</summary>
    [Stored("knows the text of the step", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public string? Key { get; private set; }
    /// <summary>Phase in the template.</summary>
    [Stored("sorts the steps", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Phase { get; private set; } = "";
    /// <summary>Who does it, by comma.</summary>
    [Stored("says whose turn it is", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Who { get; private set; } = "";
    /// <summary>First day, counted from the first day of the project.</summary>
    [Stored("dates the step", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public int FromDay { get; private set; }
    /// <summary>Last day.</summary>
    [Stored("dates the step", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public int ToDay { get; private set; }
    /// <summary>The company's own title, or null for the template's.</summary>
    [Stored("is the step in the company's own words", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string? Title { get; private set; }
    /// <summary>The company's own explanation, or null for the template's.</summary>
    [Stored("is the step in the company's own words", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string? How { get; private set; }
    /// <summary>What people have noted.</summary>
    [Stored("keeps what was agreed", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Note { get; private set; } = "";
    /// <summary>How it stands.</summary>
    [Stored("says what is still to be done", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public StepState State { get; private set; }
    /// <summary>Why it is not needed.</summary>
    [Stored("says why a step was left out", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string? Reason { get; private set; }
    /// <summary>When it was done or dropped.</summary>
    [Stored("says when a step was done", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateTimeOffset? At { get; private set; }
    /// <summary>Counts changes, so that nobody overwrites what somebody else has just written.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>A step as the template has it.</summary>
    internal static LaunchStep Of(LaunchProject project, StepTemplate step, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = project.OrganisationId, ProjectId = project.Id, Key = step.Id, Phase = step.Phase,
        Who = string.Join(',', step.Who), FromDay = step.FromDay, ToDay = step.ToDay,
    };

    /// <summary>A step of the company's own.</summary>
    /// <exception cref="LaunchException">See <see cref="Change"/>.</exception>
    public static LaunchStep Own(LaunchProject project, string phase, string title, string how, IEnumerable<string> who, int fromDay, int toDay, DateTimeOffset now)
    {
        var step = new LaunchStep { Id = Guid.CreateVersion7(now), OrganisationId = project.OrganisationId, ProjectId = project.Id, Phase = phase };
        step.Change(title, how, who, fromDay, toDay);
        step.Version = 0;
        return step;
    }

    /// <summary>Changes words, dates and who does it.</summary>
    /// <param name="title">Title; null or empty keeps the template's.</param>
    /// <param name="how">Explanation; null or empty keeps the template's.</param>
    /// <param name="who">At least one of <see cref="LaunchTemplate.Posts"/>.</param>
    /// <param name="fromDay">First day, from 0.</param>
    /// <param name="toDay">Last day, not before the first, at most <see cref="LastDay"/>.</param>
    /// <exception cref="LaunchException">Something of it does not hold.</exception>
    public void Change(string? title, string? how, IEnumerable<string> who, int fromDay, int toDay)
    {
        var (own, words, posts) = (Tidy(title), Tidy(how), who.Where(LaunchTemplate.Posts.Contains).Distinct().ToList());
        if (own is null && Key is null || own?.Length > LongestTitle) throw new LaunchException(LaunchFault.StepTitle, nameof(title));
        if (words?.Length > LongestText) throw new LaunchException(LaunchFault.StepText, nameof(how));
        if (posts.Count == 0) throw new LaunchException(LaunchFault.StepNobody, nameof(who));
        if (fromDay < 0 || fromDay > LastDay) throw new LaunchException(LaunchFault.StepFrom, nameof(fromDay));
        if (toDay < fromDay || toDay > LastDay) throw new LaunchException(LaunchFault.StepTo, nameof(toDay));
        (Title, How, Who, FromDay, ToDay, Version) = (own, words, string.Join(',', posts), fromDay, toDay, Version + 1);
    }

    /// <summary>Notes what was agreed.</summary>
    /// <exception cref="LaunchException">It is too long.</exception>
    public void Write(string? note)
    {
        var text = Tidy(note) ?? "";
        if (text.Length > LongestText) throw new LaunchException(LaunchFault.StepNote, nameof(note));
        (Note, Version) = (text, Version + 1);
    }

    /// <summary>It is done. Doing it again changes nothing.</summary>
    public void Finish(DateTimeOffset now)
    {
        if (State == StepState.Done) return;
        (State, Reason, At, Version) = (StepState.Done, null, now, Version + 1);
    }

    /// <summary>It is not needed here.</summary>
    /// <exception cref="LaunchException">Without a reason, or with one that is too long.</exception>
    public void Drop(string? reason, DateTimeOffset now)
    {
        var why = Tidy(reason);
        if (why is null || why.Length > LongestText) throw new LaunchException(LaunchFault.StepReason, nameof(reason));
        (State, Reason, At, Version) = (StepState.Dropped, why, now, Version + 1);
    }

    /// <summary>It is to be done after all. Doing it again changes nothing.</summary>
    public void Reopen()
    {
        if (State == StepState.Open) return;
        (State, Reason, At, Version) = (StepState.Open, null, null, Version + 1);
    }

    private static string? Tidy(string? text) => text?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } words ? words : null;
}
