using Microsoft.Extensions.Diagnostics.HealthChecks;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;

namespace Mitreden.Desk.MailIn;

/// <summary>Whether reports can come in by mail, and whether the mailbox could be read when it was last looked into.</summary>
public sealed class MailInState(MitredenSettings settings, IMailSender mail, TimeProvider time)
{
    /// <summary>Most mails within an hour about which the owner of one address is asked; what comes beyond stays in the mailbox.</summary>
    public const int MostQuestions = 6;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Queue<DateTimeOffset>> _asked = [];
    private DateTimeOffset? _failedAt;

    /// <summary>True when it is set up; answers go out by mail, so that has to be set up as well.</summary>
    public bool IsOn => settings.MailIn.IsOn && mail.IsOn;

    /// <summary>Since when the mailbox cannot be read; null while it can, or before the first look.</summary>
    public DateTimeOffset? FailedAt { get { lock (_gate) return _failedAt; } }

    /// <summary>The mailbox could be read.</summary>
    public void Worked()
    {
        lock (_gate) _failedAt = null;
    }

    /// <summary>The mailbox could not be read.</summary>
    /// <returns>True when that is news.</returns>
    public bool Failed()
    {
        lock (_gate)
        {
            if (_failedAt is not null) return false;
            _failedAt = time.GetUtcNow();
            return true;
        }
    }

    /// <summary>True when the owner of this way may be asked once more; whoever has the address only must not fill the owner's mailbox.</summary>
    internal bool MayAsk(Guid way)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (known, times) in _asked.ToList())
            {
                while (times.Count > 0 && times.Peek() <= now.AddHours(-1)) times.Dequeue();
                if (times.Count == 0) _asked.Remove(known);
            }
            if (!_asked.TryGetValue(way, out var asked)) _asked[way] = asked = new Queue<DateTimeOffset>();
            if (asked.Count >= MostQuestions) return false;
            asked.Enqueue(now);
            return true;
        }
    }
}

/// <summary>Names the mailbox in <c>/health/ready</c>. Reports come in on other ways as well, so the program stays ready.</summary>
internal sealed class MailInHealth(MailInState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.FailedAt is { } since
            ? HealthCheckResult.Degraded($"The mailbox for reports cannot be read since {since:u}; the log says why.") : HealthCheckResult.Healthy(state.IsOn ? "ok" : "off"));
}
