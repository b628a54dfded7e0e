using CsCheck;
using Mitreden.Desk;
using Mitreden.Desk.Duty;

namespace Mitreden.Tests.Desk;

/// <summary>For each moment the roster has exactly one answer, whatever has been set and whatever the clock does.</summary>
public sealed class DutyPlanTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly Guid Org = Guid.CreateVersion7();
    private static readonly DeskMember Jana = Member("Jana"), Tobias = Member("Tobias"), Zoe = Member("Zoe");

    [Fact]
    public void Without_any_setting_members_take_turns_by_the_week_and_the_next_one_is_backup()
    {
        var plan = Plan([Jana, Tobias]);
        var (first, second) = (plan.OnDutyAt(At(2027, 3, 2, 10)).First!.Value, plan.OnDutyAt(At(2027, 3, 2, 10)).Backup!.Value);
        Assert.NotEqual(first, second);
        Assert.Equal(new Duty(first, second, DutyKind.Working), plan.OnDutyAt(At(2027, 3, 5, 16)));
        Assert.Equal(new Duty(second, first, DutyKind.Working), plan.OnDutyAt(At(2027, 3, 8, 8)));
        Assert.Equal(DutyKind.Off, plan.OnDutyAt(At(2027, 3, 5, 17)).Kind);
        Assert.Equal(DutyKind.Off, plan.OnDutyAt(At(2027, 3, 6, 12)).Kind);
        Assert.Equal(At(2027, 3, 8, 8), plan.NextAt(At(2027, 3, 5, 17)));
        Assert.Equal(At(2027, 3, 5, 16), plan.NextAt(At(2027, 3, 5, 16)));
    }

    [Fact]
    public void One_member_has_no_backup_and_no_member_is_a_hole_all_along()
    {
        Assert.Equal(new Duty(Jana.Id, null, DutyKind.Working), Plan([Jana]).OnDutyAt(At(2027, 3, 2, 10)));
        var nobody = Plan([]);
        Assert.Equal(new Duty(null, null, DutyKind.Working), nobody.OnDutyAt(At(2027, 3, 2, 10)));
        Assert.Null(nobody.NextAt(At(2027, 3, 2, 10)));
        // Eight weeks of five days, of which Good Friday and Easter Monday are off.
        Assert.Equal(40 - 2, nobody.Holes(At(2027, 3, 1, 0), 8).Count);
    }

    [Fact]
    public void Who_is_away_is_stood_in_for_and_who_takes_over_comes_first()
    {
        var plain = Plan([Jana, Tobias, Zoe]);
        var order = plain.OrderAt(At(2027, 3, 2, 10));
        var away = Change(ChangeKind.Away, order[0].Id, 2, 4);
        Assert.Equal(new Duty(order[1].Id, order[2].Id, DutyKind.Working), Plan([Jana, Tobias, Zoe], away).OnDutyAt(At(2027, 3, 2, 10)));
        var taken = Change(ChangeKind.TakesOver, order[2].Id, 2, 4);
        Assert.Equal(new Duty(order[2].Id, order[0].Id, DutyKind.Working), Plan([Jana, Tobias, Zoe], taken).OnDutyAt(At(2027, 3, 2, 10)));
        Assert.Equal(DutyKind.Off, Plan([Jana, Tobias, Zoe], taken).OnDutyAt(At(2027, 3, 2, 20)).Kind);
        Assert.Equal(order[0].Id, Plan([Jana, Tobias, Zoe], taken).OnDutyAt(At(2027, 3, 4, 10)).First);
        Assert.Equal(order[0].Id, Plan([Jana, Tobias, Zoe], taken, Change(ChangeKind.Away, order[2].Id, 1, 9)).OnDutyAt(At(2027, 3, 2, 10)).First);
    }

    [Fact]
    public void An_offer_changes_nothing_until_one_accepts_it_and_only_one_can()
    {
        var owner = Plan([Jana, Tobias, Zoe]).OnDutyAt(At(2027, 3, 2, 10)).First!.Value;
        var others = new[] { Jana, Tobias, Zoe }.Select(m => m.Id).Where(id => id != owner).ToList();
        var offer = Change(ChangeKind.Offered, owner, 2, 4);
        Assert.Equal(owner, Plan([Jana, Tobias, Zoe], offer).OnDutyAt(At(2027, 3, 2, 10)).First);
        Assert.Throws<NotNowException>(() => offer.Accept(owner, At(2027, 3, 1, 9)));
        offer.Accept(others[0], At(2027, 3, 1, 9));
        offer.Accept(others[0], At(2027, 3, 1, 9));
        Assert.Throws<NotNowException>(() => offer.Accept(others[1], At(2027, 3, 1, 9)));
        Assert.Equal(others[0], Plan([Jana, Tobias, Zoe], offer).OnDutyAt(At(2027, 3, 2, 10)).First);
        Assert.True(offer.IsUpTo(owner) && offer.IsUpTo(others[0]) && !offer.IsUpTo(others[1]));
        offer.Release();
        Assert.Equal(owner, Plan([Jana, Tobias, Zoe], offer).OnDutyAt(At(2027, 3, 2, 10)).First);
    }

    [Fact]
    public void When_everybody_is_away_it_is_a_hole_or_the_whole_desk()
    {
        DutyChange[] away = [Change(ChangeKind.Away, Jana.Id, 2, 3), Change(ChangeKind.Away, Tobias.Id, 2, 4)];
        var plan = Plan([Jana, Tobias], away);
        Assert.Equal([new Shift(At(2027, 3, 2, 8), At(2027, 3, 2, 17), new Duty(null, null, DutyKind.Working))], plan.Holes(At(2027, 3, 1, 0), 8));
        Assert.Equal(At(2027, 3, 3, 8), plan.NextAt(At(2027, 3, 2, 9)));
        var filled = plan.With(plan.Rules with { WholeDesk = true }, plan.Desk);
        Assert.Empty(filled.Holes(At(2027, 3, 1, 0), 8));
        Assert.Equal(new Duty(null, null, DutyKind.Working) { Everybody = true }, filled.OnDutyAt(At(2027, 3, 2, 10)));
    }

    [Fact]
    public void Outside_duty_hours_only_volunteers_are_asked_and_only_while_they_are_there()
    {
        var evenings = new WeekHours(day => day == DayOfWeek.Tuesday ? new Hours(17 * 60, Hours.Midnight) : null);
        DeskMember[] desk = [Jana, Tobias with { Evenings = evenings, Place = 0 }];
        Assert.Equal(new Duty(Tobias.Id, null, DutyKind.Evening), Plan(desk).OnDutyAt(At(2027, 3, 2, 23)));
        Assert.Equal(new Duty(Jana.Id, null, DutyKind.Working), Plan(desk).OnDutyAt(At(2027, 3, 2, 16)));
        Assert.Equal(DutyKind.Off, Plan(desk).OnDutyAt(At(2027, 3, 3, 0)).Kind);
        Assert.Equal(DutyKind.Off, Plan(desk, Change(ChangeKind.Away, Tobias.Id, 2, 4)).OnDutyAt(At(2027, 3, 2, 23)).Kind);
    }

    [Theory]
    [InlineData("2027-03-26"), InlineData("2027-03-29"), InlineData("2027-05-06"), InlineData("2027-05-17"), InlineData("2027-10-03"), InlineData("2026-12-25"), InlineData("2027-01-01")]
    public void A_public_holiday_is_off(string day) => Assert.Null(DutyRules.Default.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Dates of Easter Sunday as churches publish them; the earliest and the latest possible among them.</summary>
    [Theory]
    [InlineData(1818, 3, 22), InlineData(1943, 4, 25), InlineData(2000, 4, 23), InlineData(2024, 3, 31), InlineData(2026, 4, 5), InlineData(2027, 3, 28), InlineData(2038, 4, 25)]
    public void Easter_is_when_it_is(int year, int month, int day) => Assert.Equal(new DateOnly(year, month, day), Holidays.Easter(year));

    [Fact]
    public void Own_days_are_off_and_days_may_have_hours_of_their_own()
    {
        var rules = DutyRules.Default with { OwnDays = new HashSet<DateOnly> { new(2027, 3, 2) } };
        Assert.Equal(DutyKind.Off, new DutyPlan(rules, Berlin, [Jana], []).OnDutyAt(At(2027, 3, 2, 10)).Kind);
        Assert.Equal(DutyKind.Working, new DutyPlan(rules, Berlin, [Jana], []).OnDutyAt(At(2027, 3, 3, 10)).Kind);
    }

    [Fact]
    public void A_week_survives_being_stored() => Weeks.Sample(week => WeekHours.Parse(week.ToString()).ToString() == week.ToString());

    [Theory]
    [InlineData("2027-03-28", 120, "2027-03-28T01:00:00Z"), InlineData("2027-03-28", 150, "2027-03-28T01:00:00Z"), InlineData("2027-03-28", 180, "2027-03-28T01:00:00Z")]
    [InlineData("2026-10-25", 150, "2026-10-25T00:30:00Z"), InlineData("2026-10-25", 180, "2026-10-25T02:00:00Z")]
    public void What_the_clock_skips_is_the_jump_and_what_it_shows_twice_is_the_first(string day, int minutes, string moment) => Assert.Equal(
        DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), Berlin.At(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), minutes));

    private static readonly Gen<WeekHours> Weeks = Gen.Select(Gen.Int[0, 95], Gen.Int[0, 96], Gen.Int[0, 9]).Array[7].Select(days => new WeekHours(day =>
    {
        var (from, until, pick) = days[(int)day];
        return pick < 3 || from >= until ? null : new Hours(from * 15, until * 15);
    }));

    private static readonly Gen<DateTimeOffset> Switches = Gen.Bool.Select(spring => spring ? At(2027, 3, 1, 0) : At(2027, 10, 4, 0));

    private static readonly Gen<TimeZoneInfo> Zones = Gen.Int[0, 4].Select(i => TimeZoneInfo.FindSystemTimeZoneById(
        new[] { "Europe/Berlin", "Europe/London", "Africa/Cairo", "America/Santiago", "Australia/Lord_Howe" }[i]));

    [Fact]
    public void Around_both_switches_of_the_clock_every_minute_has_one_answer_and_shifts_neither_overlap_nor_leave_a_gap()
    {
        var rules = Gen.Select(Weeks, Gen.Bool.Select(daily => daily ? Rotation.Daily : Rotation.Weekly), Gen.Int[0, 6], Gen.Int[0, 23], Gen.Bool)
            .Select((week, rotation, day, hour, whole) => DutyRules.Default with { Hours = week, Rotation = rotation, HandoverDay = (DayOfWeek)day, HandoverHour = hour, WholeDesk = whole });
        var members = Gen.Select(Gen.Int[0, 4], Weeks, Gen.Bool).Array[0, 4].Select(all => all.Select((m, i) => Member($"M{i}") with { Place = m.Item1, Evenings = m.Item3 ? m.Item2 : WeekHours.None }).ToArray());
        var changes = Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 80_000], Gen.Int[1, 10_000]).Array[0, 4];
        Gen.Select(rules, members, changes, Zones, Switches, Gen.Int[0, 8 * 7 * 24 * 60 - 1].Array[20]).Sample((rule, desk, moves, zone, start, minutes) =>
        {
            var rows = moves.Where(m => m.Item1 < desk.Length).Select(m => DutyChange.Of(
                Org, m.Item2 ? ChangeKind.Away : ChangeKind.TakesOver, desk[m.Item1].Id, start.AddMinutes(m.Item3), start.AddMinutes(m.Item3 + m.Item4), start)).ToList();
            var plan = new DutyPlan(rule, zone, desk, rows);
            var shifts = plan.Shifts(start, start.AddDays(56));
            Assert.All(shifts.Zip(shifts.Skip(1)), pair => Assert.True(pair.First.Until <= pair.Second.From && (pair.First.Until < pair.Second.From || pair.First.Duty != pair.Second.Duty)));
            Assert.All(shifts, s => Assert.True(s.From < s.Until && s.Duty.Kind != DutyKind.Off));
            foreach (var at in minutes.Select(m => start.AddMinutes(m))) Check(plan, shifts, at);
        }, iter: 300);
    }

    private static void Check(DutyPlan plan, IReadOnlyList<Shift> shifts, DateTimeOffset at)
    {
        var duty = plan.OnDutyAt(at);
        var covering = shifts.Where(s => s.From <= at && at < s.Until).ToList();
        if (duty.Kind == DutyKind.Off) Assert.Empty(covering);
        else Assert.Equal(duty, Assert.Single(covering).Duty);
        var wall = TimeZoneInfo.ConvertTime(at, plan.Zone);
        // Away from the switches, what the wall clock shows decides.
        if (!plan.Zone.IsAmbiguousTime(wall.DateTime) && plan.Zone.GetUtcOffset(at.AddHours(-3)) == plan.Zone.GetUtcOffset(at.AddHours(3)))
            Assert.Equal(plan.Rules.On(DateOnly.FromDateTime(wall.DateTime)) is { } h && h.From <= wall.TimeOfDay.TotalMinutes && wall.TimeOfDay.TotalMinutes < h.Until, duty.Kind == DutyKind.Working);
        Assert.False(duty.Everybody && duty.First is not null);
        Assert.True(duty.Backup is null || duty.First is not null && duty.First != duty.Backup);
    }

    private static DutyPlan Plan(IReadOnlyList<DeskMember> desk, params DutyChange[] changes) => new(DutyRules.Default, Berlin, desk, changes);

    private static DeskMember Member(string name) => new(Guid.CreateVersion7(), name, null, WeekHours.None);

    /// <summary>From midnight to midnight of days in March 2027.</summary>
    private static DutyChange Change(ChangeKind kind, Guid person, int from, int until) =>
        DutyChange.Of(Org, kind, person, At(2027, 3, from, 0), At(2027, 3, until, 0), At(2027, 3, 1, 0));

    private static DateTimeOffset At(int year, int month, int day, int hour) => Berlin.At(new DateOnly(year, month, day), hour * 60);
}
