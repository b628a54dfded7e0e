namespace Mitreden.Foundation.Jobs;

/// <summary>
/// How much runs at the same time of what waits for somebody outside: a mail server or a push service that takes every connection and never answers
/// must not hold up what needs nobody, such as the next wake-up, nor another company's calls.
/// </summary>
public sealed partial class JobWorker
{
    /// <summary>Mails at the same time.</summary>
    public const int MailsAtOnce = 12;
    /// <summary>Calls at the same time, mails apart.</summary>
    public const int CallsAtOnce = 8;
    /// <summary>Of these, calls of one organisation.</summary>
    public const int CallsOfOne = 6;

    /// <summary>A job that is due.</summary>
    private sealed record Due(Guid Id, JobLane Lane, Guid? Organisation);

    /// <summary>A job that runs here.</summary>
    private readonly record struct Running(DateTimeOffset Since, JobLane Lane, Guid? Organisation);

    private bool HasRoom(Due job)
    {
        if (job.Lane.IsMail) return _running.Values.Count(r => r.Lane.IsMail) < MailsAtOnce;
        if (!job.Lane.IsCall) return true;
        var calls = Calls();
        return calls.Count < CallsAtOnce && calls.Count(c => c.Organisation == job.Organisation) < CallsOfOne;
    }

    private List<Guid?> FullOrganisations() => [.. Calls().GroupBy(c => c.Organisation).Where(g => g.Count() >= CallsOfOne).Select(g => g.Key)];

    private List<Running> Calls() => [.. _running.Values.Where(r => r.Lane.IsCall)];
}

/// <summary>What the lanes are for.</summary>
internal static class JobLanes
{
    extension(JobLane lane)
    {
        /// <summary>True for mails.</summary>
        public bool IsMail => lane is JobLane.AlertMail or JobLane.Mail or JobLane.MailCanWait;

        /// <summary>True for what asks somebody outside, mails apart.</summary>
        public bool IsCall => lane is JobLane.Call or JobLane.CallCanWait;
    }
}
