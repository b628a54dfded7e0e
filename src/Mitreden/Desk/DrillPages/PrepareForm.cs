using System.Security.Cryptography;
using Mitreden.Desk.Drills;
using Mitreden.Desk.Duty;

namespace Mitreden.Desk.DrillPages;

/// <summary>The one page on which a drill is prepared.</summary>
public sealed class PrepareForm
{
    /// <summary>Value of <see cref="When"/> for a day and a window.</summary>
    public const string Later = "later";

    /// <summary>Name of the practice thread.</summary>
    public string? Thread { get; set; }
    /// <summary>What of the company's own it is about.</summary>
    public string? Product { get; set; }
    /// <summary>"now" or <see cref="Later"/>.</summary>
    public string When { get; set; } = Later;
    /// <summary>The day.</summary>
    public DateOnly? Day { get; set; }
    /// <summary>Earliest time of the day.</summary>
    public TimeOnly? From { get; set; }
    /// <summary>Latest time of the day.</summary>
    public TimeOnly? Until { get; set; }
    /// <summary>Minutes within which the team should know.</summary>
    public int? Aim { get; set; }
    /// <summary>Who is asked.</summary>
    public List<Guid> People { get; set; } = [];

    /// <summary>The plan as it was typed in.</summary>
    /// <param name="zone">Time zone of the organisation.</param>
    /// <param name="now">Time.</param>
    /// <exception cref="NoPlanException">Day or times are missing.</exception>
    public DrillPlan Plan(TimeZoneInfo zone, DateTimeOffset now)
    {
        var (from, until) = When == Later ? Window(zone) : (now, now + Drill.Patience);
        return new DrillPlan(Thread ?? "", Product ?? "", from < now && until > now ? now : from, until, Aim ?? 0);
    }

    /// <summary>The minute at which it begins: at once, or one of the window that nobody chose.</summary>
    public DateTimeOffset Minute(DrillPlan plan) => When == Later && plan.Until > plan.From
        ? plan.From.AddSeconds(RandomNumberGenerator.GetInt32((int)(plan.Until - plan.From).TotalSeconds + 1)) : plan.From;

    private (DateTimeOffset From, DateTimeOffset Until) Window(TimeZoneInfo zone)
    {
        if (Day is not { } day) throw new NoPlanException("day");
        if (From is not { } from || Until is not { } until) throw new NoPlanException("window");
        return (zone.At(day, (int)from.ToTimeSpan().TotalMinutes), zone.At(day, (int)until.ToTimeSpan().TotalMinutes));
    }
}
