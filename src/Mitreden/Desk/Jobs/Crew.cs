using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Duty;
using Mitreden.Desk.Watch;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Jobs;

/// <summary>Those who are called in a step.</summary>
/// <param name="People">The people.</param>
/// <param name="NoDesk">True when nobody is at the desk at all, so that administrators are called in its place.</param>
/// <param name="Aloud">Whose devices may ring; null in duty hours, when everybody's may. Outside of them only of those who have agreed to it.</param>
internal sealed record Called(IReadOnlyList<PersonCard> People, bool NoDesk, IReadOnlySet<Guid>? Aloud)
{
    /// <summary>True when the person's devices may ring now.</summary>
    public bool MayRing(Guid person) => Aloud?.Contains(person) ?? true;
}

/// <summary>Knows who is called when.</summary>
internal sealed class Crew(AppDb db, People people, DutyDesk duty)
{
    /// <summary>After this time a discussion is looked at again, however empty the roster is: before anybody takes it for one that has overslept.</summary>
    private static readonly TimeSpan LongestPause = Timetable.LongestSleep - TimeSpan.FromDays(1);

    private DutyPlan? _plan;

    /// <summary>Whether somebody is at the desk.</summary>
    public async Task<Presence> PresenceAsync(DateTimeOffset now, CancellationToken stop)
    {
        var plan = await PlanAsync(stop);
        var next = plan.NextAt(now) ?? now.AddDays(1);
        return new Presence(plan.OnDutyAt(now).Somebody, next < now + LongestPause ? next : now + LongestPause);
    }

    /// <summary>The people of a step. Whoever has just given it back is not called at once.</summary>
    public async Task<Called> OfAsync(Discussion discussion, Ring ring, DateTimeOffset now, CancellationToken stop)
    {
        var noDesk = !await people.AnyWithRoleAsync(Role.Desk, stop);
        var except = ring.Step == Ring.OnDuty ? await GaveBackAsync(discussion, stop) : null;
        var team = (await people.WithRoleAsync(ring.Step == Ring.Management ? Role.Desk | Role.Management | Role.Administrator : Role.Desk, stop)).Where(p => p.Id != except).ToList();
        var on = (await PlanAsync(stop)).OnDutyAt(now);
        var aloud = on.Kind == DutyKind.Working ? null : new[] { on.First, on.Backup }.OfType<Guid>().ToHashSet();
        if (ring.Step < Ring.WholeDesk && await duty.VersionAsync(stop) > 0 && OnDuty(on, ring.Step, team) is { } one) return new Called([one], noDesk, aloud);
        if (team.Count > 0) return new Called(team, noDesk, aloud);
        // Whoever gave it back alone knows; whoever has left the desk may still be the one who can fill it again.
        return new Called([.. (await people.WithRoleAsync(Role.Administrator, stop)).Where(p => noDesk || p.Id != except)], noDesk, aloud);
    }

    /// <summary>One wake-up asks twice; the roster is read once, for that is a fifth of its questions to the database.</summary>
    private async Task<DutyPlan> PlanAsync(CancellationToken stop) => _plan ??= await duty.PlanAsync(stop);

    /// <summary>Whoever the roster names for the step; null for the whole desk. It is asked only once somebody has set it up: better two called than none.</summary>
    private static PersonCard? OnDuty(Duty.Duty on, int step, List<PersonCard> team)
    {
        var named = step == Ring.OnDuty ? team.Find(p => p.Id == on.First) : null;
        return named ?? (on.Everybody ? null : team.Find(p => p.Id == on.Backup));
    }

    private Task<Guid?> GaveBackAsync(Discussion discussion, CancellationToken stop) => db.DiscussionEvents
        .Where(e => e.DiscussionId == discussion.Id && (e.Kind == EventKind.HandedBack || e.Kind == EventKind.Acknowledged))
        .OrderByDescending(e => e.Number).Select(e => e.By).FirstOrDefaultAsync(stop);
}
