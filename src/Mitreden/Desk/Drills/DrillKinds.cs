namespace Mitreden.Desk.Drills;

/// <summary>Where a drill stands.</summary>
public enum DrillState
{
    /// <summary>Day and window are set; nobody has been asked yet.</summary>
    Planned = 1,
    /// <summary>People have been asked to share, and the clock runs.</summary>
    Running = 2,
    /// <summary>Over, with a report.</summary>
    Ended = 3,
    /// <summary>Called off, or a real discussion took its place: without a report.</summary>
    CalledOff = 4,
}

/// <summary>What somebody plans.</summary>
/// <param name="Thread">Name of the practice thread.</param>
/// <param name="Product">What of the company's own the thread is about.</param>
/// <param name="From">Earliest moment at which it begins.</param>
/// <param name="Until">Latest one.</param>
/// <param name="Aim">Minutes within which the team should know.</param>
public sealed record DrillPlan(string Thread, string Product, DateTimeOffset From, DateTimeOffset Until, int Aim);

/// <summary>When something first happened in a drill; null: not yet, or never.</summary>
/// <param name="Reported">The first report.</param>
/// <param name="Alerted">The first alert that a device has shown or that went out by mail.</param>
/// <param name="Known">Somebody at the desk has it: the team knows.</param>
/// <param name="Word">The first human word to a reporter.</param>
/// <param name="Resolved">The team has closed it.</param>
public sealed record DrillTimes(DateTimeOffset? Reported, DateTimeOffset? Alerted, DateTimeOffset? Known, DateTimeOffset? Word, DateTimeOffset? Resolved)
{
    /// <summary>Nothing has happened.</summary>
    public static DrillTimes None { get; } = new(null, null, null, null, null);
}

/// <summary>What became of a drill: decides what to do next.</summary>
public enum DrillResult
{
    /// <summary>Nobody has shared it.</summary>
    NotShared,
    /// <summary>Somebody has shared it, and nobody at the desk has taken it.</summary>
    NotKnown,
    /// <summary>Too late because a real discussion came first.</summary>
    GaveWay,
    /// <summary>Too late, and most of the time went by before the first report.</summary>
    LateReport,
    /// <summary>Too late, and most of the time went by between report and desk.</summary>
    LateDesk,
    /// <summary>In time, and the reporter has never heard a human word.</summary>
    NoWord,
    /// <summary>In time.</summary>
    Passed,
}

/// <summary>A drill cannot be planned like this.</summary>
/// <param name="blamed">The field of the form that is to blame.</param>
public sealed class NoPlanException(string blamed) : Exception($"{blamed} cannot be planned.")
{
    /// <summary>The field of the form that is to blame.</summary>
    public string Field => blamed;
}
