using Mitreden.Foundation.Settings;

namespace Mitreden.Foundation.Jobs;

/// <summary>
/// How much runs at the same time of what waits for somebody outside: a mail server or a push service that takes every connection and never answers
/// must not hold up what needs nobody, such as the next wake-up, and one company alone not another one's calls.
/// </summary>
public sealed partial class JobWorker
{
    /// <summary>
    /// Jobs at the same time that wait for nobody outside, on SQLite. All of them have its one writer in common, and each takes something of it from
    /// those who have a page open: with 32 half as many reports were stored in a second as with four (docs/benchmarks.md).
    /// </summary>
    private const int WithinOnSqlite = 4;
    /// <summary>
    /// The same on PostgreSQL, where a job waits for the database more than it computes: with four, 200 steps that are due at once come later than with
    /// sixteen, and of those who report meanwhile the slowest wait three to four times as long (decision 0030).
    /// </summary>
    private const int WithinOnPostgres = 16;
    /// <summary>Of these, such as can wait, on both: what is swept at night holds up no wake-up.</summary>
    public const int CanWaitAtOnce = 2;
    /// <summary>Mails at the same time.</summary>
    public const int MailsAtOnce = 12;
    /// <summary>Calls at the same time, mails apart.</summary>
    public const int CallsAtOnce = 16;
    /// <summary>Of these, calls of one organisation.</summary>
    public const int CallsOfOne = 14;

    /// <summary>Jobs at the same time that wait for nobody outside, on the database of this installation.</summary>
    public static int WithinAtOnce(MitredenSettings settings) => settings.IsPostgres ? WithinOnPostgres : WithinOnSqlite;

    /// <summary>A job that is due.</summary>
    private sealed record Due(Guid Id, JobLane Lane, Guid? Organisation, DateTimeOffset RunAt);

    /// <summary>A job that runs here.</summary>
    private readonly record struct Running(DateTimeOffset Since, JobLane Lane, Guid? Organisation);

    /// <summary>What is left of the places for calls, for mails and for what can wait, as it was when it was asked; that meanwhile some became free, the next look finds out.</summary>
    private sealed class Room
    {
        private readonly Dictionary<Guid, int> _callsOf = [];
        private int _canWait;
        private int _mails;
        private int _calls;

        public Room(IEnumerable<Running> running)
        {
            foreach (var one in running) Take(one.Lane, one.Organisation);
        }

        /// <summary>Organisations that have their share of the calls.</summary>
        public List<Guid?> Full => [.. _callsOf.Where(c => c.Value >= CallsOfOne).Select(c => (Guid?)c.Key)];

        public bool Has(Due job) => job.Lane switch
        {
            { IsMail: true } => _mails < MailsAtOnce,
            { IsCall: true } => _calls < CallsAtOnce && _callsOf.GetValueOrDefault(job.Organisation ?? Guid.Empty) < CallsOfOne,
            JobLane.CanWait => _canWait < CanWaitAtOnce,
            _ => true,
        };

        public void Take(JobLane lane, Guid? organisation)
        {
            if (lane.IsMail) _mails++;
            if (lane == JobLane.CanWait) _canWait++;
            if (!lane.IsCall) return;
            _calls++;
            _callsOf[organisation ?? Guid.Empty] = _callsOf.GetValueOrDefault(organisation ?? Guid.Empty) + 1;
        }
    }
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

        /// <summary>True for what waits for nobody outside.</summary>
        public bool IsWithin => !lane.IsMail && !lane.IsCall;
    }
}
