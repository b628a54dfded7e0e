using Mitreden.Foundation.Data;

namespace Mitreden.Desk;

/// <summary>A discussion of a drill goes through everything a real one goes through, says everywhere that it is one, and counts nowhere.</summary>
public sealed partial class Discussion
{
    /// <summary>Time after which an exercise that has given way looks again.</summary>
    private static readonly TimeSpan GivenWay = TimeSpan.FromMinutes(1);

    /// <summary>The drill it belongs to, or null when it is real. It says so from its first moment on, and no verb changes that.</summary>
    [Stored("keeps exercises apart from what is real", Basis.NotPersonal, Keep.Case, Seen.Self | Seen.Desk)]
    public Guid? DrillId { get; private set; }

    /// <summary>True when it is an exercise.</summary>
    public bool IsDrill => DrillId is not null;

    /// <summary>A real discussion looks for somebody: this one waits, and its steps are as far as they were when it goes on.</summary>
    public void GiveWay(DateTimeOffset now)
    {
        if (!IsDrill || !IsOpen || WakeAt > now) return;
        var at = WakeAt ?? now;
        Wakes++;
        WakeAt = now + GivenWay;
        if (IsAlerting) AskedAt += WakeAt.Value - at;
    }

    /// <summary>The drill is over or called off: the program closes it. One that is closed stays as it is.</summary>
    public void EndDrill(DateTimeOffset now)
    {
        if (!IsDrill || !IsOpen) return;
        (State, Outcome, ClosedAt) = (DiscussionState.Resolved, Mitreden.Desk.Outcome.NoAnswerNeeded, now);
        Step(EventKind.DrillOver, Actor.Program, null, now);
    }

    /// <summary>Somebody would hold all scheduled posts now. In an exercise that is noted, and the real ones go out.</summary>
    public void PractisePostingStop(Guid by, DateTimeOffset now)
    {
        MustBeOpen();
        if (!IsDrill) throw new InvalidOperationException("Where it is real, posts are held.");
        Step(EventKind.PostingPractised, Actor.Desk, by, now);
    }

    /// <summary>Key of a job about it: those of an exercise come after all others.</summary>
    internal string JobKey(string key) => Foundation.Jobs.Job.KeyOf(IsDrill, key);

    private void MustBeReal()
    {
        if (IsDrill) throw new NotNowException(NotNow.OnlyDrill);
    }
}
