using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Drills;

/// <summary>
/// A fire drill: a written thread goes through the real desk, marked as an exercise, and the minutes until the team knew are measured. There is
/// nobody in it: who planned it, who was asked and who shared stands in no row that outlives it.
/// </summary>
public sealed class Drill : IOrganisationOwned
{
    /// <summary>Longest name of a product.</summary>
    public const int LongestProduct = 60;
    /// <summary>Longest notes.</summary>
    public const int LongestNotes = 4000;
    /// <summary>Fewest and most minutes of an aim, and the usual one.</summary>
    public const int LeastAim = 5, MostAim = 60, UsualAim = 15;
    /// <summary>Most people who are asked.</summary>
    public const int MostAsked = 12;
    /// <summary>Most days that it is planned ahead: the names of those to be asked are kept until then.</summary>
    public const int MostDaysAhead = 28;
    /// <summary>It ends by itself after this time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    /// <summary>How long one that begins now may wait for a real discussion.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(2);
    /// <summary>How long it waits until it looks again whether a real discussion still needs somebody.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private Drill() { }

    /// <summary>Key.</summary>
    [Stored("identifies the drill", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Name of the practice thread.</summary>
    [Stored("knows what was practised", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public string Thread { get; private set; } = "";
    /// <summary>What of the company's own the thread is about.</summary>
    [Stored("makes the practice thread believable", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public string Product { get; private set; } = "";
    /// <summary>Minutes within which the team should know.</summary>
    [Stored("says whether the drill was passed", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public int Aim { get; private set; }
    /// <summary>Where it stands.</summary>
    [Stored("says what happens next", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public DrillState State { get; private set; }
    /// <summary>Earliest moment at which it begins.</summary>
    [Stored("says when it may begin", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public DateTimeOffset From { get; private set; }
    /// <summary>Latest moment at which it begins.</summary>
    [Stored("says when it may begin", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public DateTimeOffset Until { get; private set; }
    /// <summary>The minute, chosen by chance; nobody is shown it.</summary>
    [Stored("begins at a minute that nobody knows", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public DateTimeOffset StartsAt { get; private set; }
    /// <summary>When people were asked to share, or null.</summary>
    [Stored("begins the measurement", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public DateTimeOffset? StartedAt { get; private set; }
    /// <summary>When it was over or called off, or null. As long as it is null, no other one is planned.</summary>
    [Stored("says when the next one is due", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public DateTimeOffset? EndedAt { get; private set; }
    /// <summary>The first report.</summary>
    [Stored("measures how fast help came", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public DateTimeOffset? ReportedAt { get; private set; }
    /// <summary>The first alert that arrived.</summary>
    [Stored("measures how fast help came", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public DateTimeOffset? AlertedAt { get; private set; }
    /// <summary>When the team knew.</summary>
    [Stored("measures how fast help came", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public DateTimeOffset? KnownAt { get; private set; }
    /// <summary>The first human word.</summary>
    [Stored("measures how fast help came", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public DateTimeOffset? WordAt { get; private set; }
    /// <summary>When the team closed it.</summary>
    [Stored("measures how fast help came", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public DateTimeOffset? ResolvedAt { get; private set; }
    /// <summary>True when it waited for a real discussion.</summary>
    [Stored("explains a long drill", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public bool GaveWay { get; private set; }
    /// <summary>What the team noted afterwards; nobody is named.</summary>
    [Stored("lets the team learn from a drill", Basis.LegitimateInterest, Keep.Organisation, Seen.Reviewers | Seen.Administrator)]
    public string Notes { get; private set; } = "";
    /// <summary>When it was said that the next one is due, or null.</summary>
    [Stored("reminds once and not twice", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public DateTimeOffset? RemindedAt { get; private set; }
    /// <summary>Counts changes: of two who begin, end or call it off at once, one does.</summary>
    [Stored("keeps two from doing it twice", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>What happened when; whole only once it has ended.</summary>
    public DrillTimes Times => new(ReportedAt, AlertedAt, KnownAt, WordAt, ResolvedAt);

    /// <summary>Time until the team knew, or null when it never did.</summary>
    public TimeSpan? KnownAfter => KnownAt - StartedAt;

    /// <summary>True when the team knew in time.</summary>
    public bool IsPassed => State == DrillState.Ended && KnownAfter < TimeSpan.FromMinutes(Aim);

    /// <summary>What became of it, once it has ended.</summary>
    public DrillResult Result => (ReportedAt, KnownAt) switch
    {
        (null, _) => DrillResult.NotShared,
        (_, null) => DrillResult.NotKnown,
        _ when IsPassed => WordAt is null ? DrillResult.NoWord : DrillResult.Passed,
        _ when GaveWay => DrillResult.GaveWay,
        _ => ReportedAt - StartedAt > KnownAt - ReportedAt ? DrillResult.LateReport : DrillResult.LateDesk,
    };

    /// <summary>Plans one.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="plan">What.</param>
    /// <param name="startsAt">The minute, within the window.</param>
    /// <param name="now">Time.</param>
    /// <exception cref="NoPlanException">Something of the plan cannot be.</exception>
    public static Drill Plan(Guid organisation, DrillPlan plan, DateTimeOffset startsAt, DateTimeOffset now)
    {
        var product = Typed.Of(plan.Product);
        if (DrillThread.Shipped.All(t => t.Id != plan.Thread)) throw new NoPlanException("thread");
        if (product.Length is 0 or > LongestProduct) throw new NoPlanException("product");
        if (plan.Aim is < LeastAim or > MostAim) throw new NoPlanException("aim");
        if (plan.Until <= plan.From || plan.Until < now) throw new NoPlanException("window");
        if (plan.From > now.AddDays(MostDaysAhead + 1)) throw new NoPlanException("day");
        if (startsAt < plan.From || startsAt > plan.Until) throw new ArgumentOutOfRangeException(nameof(startsAt));
        return new Drill
        {
            Id = Guid.CreateVersion7(now), OrganisationId = organisation, Thread = plan.Thread, Product = product, Aim = plan.Aim, State = DrillState.Planned,
            From = plan.From, Until = plan.Until, StartsAt = startsAt,
        };
    }

    /// <summary>It begins.</summary>
    /// <returns>False when its time has not come, or it has begun or ended already: then nobody is asked again.</returns>
    public bool Start(DateTimeOffset now)
    {
        if (State != DrillState.Planned || now < StartsAt) return false;
        (State, StartedAt, Version) = (DrillState.Running, now, Version + 1);
        return true;
    }

    /// <summary>A real discussion needs the team: it begins later, and not at all once its window is over.</summary>
    public void PutOff(DateTimeOffset now)
    {
        if (State != DrillState.Planned) return;
        (StartsAt, GaveWay, Version) = (now + Pause, true, Version + 1);
        if (StartsAt > Until) (State, EndedAt) = (DrillState.CalledOff, now);
    }

    /// <summary>While it runs, a real discussion comes first.</summary>
    public void Wait()
    {
        if (State == DrillState.Running && !GaveWay) (GaveWay, Version) = (true, Version + 1);
    }

    /// <summary>It is over: what was measured stays with it, for the discussion itself goes.</summary>
    /// <returns>False when it does not run.</returns>
    public bool End(DrillTimes times, DateTimeOffset now)
    {
        if (State != DrillState.Running) return false;
        (ReportedAt, AlertedAt, KnownAt, WordAt, ResolvedAt) = (times.Reported, times.Alerted, times.Known, times.Word, times.Resolved);
        (State, EndedAt, Version) = (DrillState.Ended, now, Version + 1);
        return true;
    }

    /// <summary>Somebody calls it off. Once it is over that changes nothing.</summary>
    /// <returns>False when it was over already.</returns>
    public bool CallOff(DateTimeOffset now)
    {
        if (EndedAt is not null) return false;
        (State, EndedAt, Version) = (DrillState.CalledOff, now, Version + 1);
        return true;
    }

    /// <summary>The team notes what it wants to keep in mind, once it is over.</summary>
    /// <param name="version">The version that the writer has read.</param>
    /// <param name="notes">At most <see cref="LongestNotes"/> characters; none takes them away.</param>
    public void Write(int version, string? notes)
    {
        var words = Typed.Of(notes);
        if (EndedAt is null) throw new NotNowException(NotNow.StillOpen);
        if (words.Length > LongestNotes) throw new NotNowException(NotNow.TooLong, "notes", LongestNotes);
        if (words == Notes) return;
        if (version != Version) throw new NotNowException(NotNow.Changed);
        (Notes, Version) = (words, Version + 1);
    }

    /// <summary>It is said that the next one is due.</summary>
    /// <returns>False when it has been said.</returns>
    public bool Remind(DateTimeOffset now)
    {
        if (RemindedAt is not null) return false;
        (RemindedAt, Version) = (now, Version + 1);
        return true;
    }
}
