using Mitreden.Desk;
using Mitreden.Desk.Watch;

namespace Mitreden.Tests.Desk;

/// <summary>The verbs one by one; <see cref="DiscussionMachineTests"/> mixes them.</summary>
public sealed class DiscussionTests
{
    private static readonly Guid Jana = Guid.CreateVersion7();
    private static readonly Guid Tobias = Guid.CreateVersion7();
    private static readonly DateTimeOffset Now = TestApp.Beginning;

    private static Discussion Reported(Involvement tap = Involvement.Watching) => Discussion.Report(
        Guid.CreateVersion7(), Guid.CreateVersion7(), new Shared(Guid.CreateVersion7(), "", "Streit", null, 0), tap, Now);

    private static Discussion Taken()
    {
        var discussion = Reported();
        discussion.Acknowledge(Jana, Now.AddMinutes(1));
        return discussion;
    }

    private static NotNow Refused(Action verb) => Assert.Throws<NotNowException>(verb).Why;

    [Fact]
    public void The_first_one_has_it_and_taking_it_again_changes_nothing()
    {
        var discussion = Taken();
        discussion.Acknowledge(Jana, Now.AddMinutes(2));
        Assert.Equal(NotNow.TakenBySomebody, Refused(() => discussion.Acknowledge(Tobias, Now.AddMinutes(3))));
        Assert.Equal((Jana, Now.AddMinutes(1), 2), (discussion.HandlerId, discussion.SeenAt, discussion.Version));
    }

    [Fact]
    public void What_is_watched_is_watched_no_more_once_something_stronger_is_put_to_it()
    {
        var (calm, hot) = (Taken(), Taken());
        calm.Triage(Jana, Truth.True, Voice.Customer, 1, null, Now.AddMinutes(2));
        calm.Watch(Jana, Now.AddMinutes(3));
        hot.Triage(Jana, Truth.True, Voice.Customer, 5, null, Now.AddMinutes(2));
        hot.TakeOver(Jana, Now.AddMinutes(3));
        hot.MergeInto(calm, Tobias, Now.AddMinutes(4));
        // The public still waits for a word, and somebody is reminded of it soon.
        Assert.Equal((DiscussionState.TakenOver, 5, null), (calm.State, calm.Severity, calm.PublicAt));
        Assert.True(calm.WakeAt < Now.AddHours(2), $"wakes at {calm.WakeAt}");
    }

    [Fact]
    public void Whoever_inherits_a_major_case_inherits_all_that_is_known_of_it()
    {
        var (first, second) = (Taken(), Reported());
        first.Triage(Jana, Truth.True, Voice.Customer, 4, null, Now.AddMinutes(2));
        first.DeclareMajor(Jana, Now.AddMinutes(3));
        second.MergeInto(first, null, Now.AddMinutes(4));
        second.TakeLead(first, Now.AddMinutes(5));
        first.Withdraw(Now.AddMinutes(5));
        Assert.Equal((DiscussionState.Major, 4, Jana), (second.State, second.Severity, second.HandlerId));
    }

    /// <summary>Whoever inherits has just got it: what was done to the other one long ago takes it from nobody.</summary>
    [Fact]
    public void Whoever_inherits_late_has_as_much_time_as_whoever_takes_it()
    {
        var (first, second, there) = (Reported(), Reported(), new Presence(true, Now));
        second.MergeInto(first, null, Now.AddMinutes(1));
        first.Acknowledge(Jana, Now.AddMinutes(29));
        second.TakeLead(first, Now.AddMinutes(35));
        first.Withdraw(Now.AddMinutes(35));
        Assert.Empty(second.Wake(Now.AddMinutes(35).AddSeconds(1), there).OfType<Ring>());
        Assert.Equal(Jana, second.HandlerId);

        var (lead, other) = (Reported(), Reported());
        lead.Acknowledge(Jana, Now.AddMinutes(1));
        lead.HandBack(Jana, Now.AddMinutes(5));
        other.Acknowledge(Tobias, Now.AddMinutes(60));
        other.MergeInto(lead, Tobias, Now.AddMinutes(61));
        lead.Wake(Now.AddMinutes(61).AddSeconds(1), there);
        Assert.Equal(Tobias, lead.HandlerId);
    }

    [Fact]
    public void What_comes_back_late_stays_with_whoever_had_it()
    {
        var discussion = Reported();
        discussion.Acknowledge(Jana, Now.AddMinutes(1));
        discussion.Withdraw(Now.AddMinutes(25));
        discussion.BringBack([Discussion.Alone], Now.AddMinutes(34));
        discussion.Wake(Now.AddMinutes(34).AddSeconds(1), new Presence(true, Now));
        Assert.Equal(Jana, discussion.HandlerId);
    }

    [Fact]
    public void That_it_is_heated_is_told_once_until_something_is_done()
    {
        var (lead, calm) = (Taken(), Reported());
        Assert.False(lead.NoteHeat(calm));
        Assert.True(lead.NoteHeat(Reported(Involvement.Heated)));
        Assert.False(lead.NoteHeat(Reported(Involvement.Heated)));
        Reported(Involvement.Heated).MergeInto(lead, null, Now.AddMinutes(3));
        lead.Triage(Jana, Truth.Opinion, Voice.Other, 1, null, Now.AddMinutes(4));
        // Found to be calm, and now others are in the middle of it: that is news again.
        Assert.True(lead.NoteHeat(Reported(Involvement.Heated)));
        lead.Triage(Jana, Truth.Opinion, Voice.Other, 5, null, Now.AddMinutes(5));
        Assert.False(lead.NoteHeat(Reported(Involvement.Heated)));
        lead.HandBack(Jana, Now.AddMinutes(6));
        Assert.False(lead.NoteHeat(Reported(Involvement.Heated)));
    }

    [Fact]
    public void Handed_back_it_waits_again_and_keeps_what_was_found_out()
    {
        var discussion = Taken();
        discussion.HandBack(Jana, Now.AddMinutes(2));
        Assert.Equal((DiscussionState.Reported, null, 2, Now.AddMinutes(1)), (discussion.State, discussion.HandlerId, discussion.Round, discussion.SeenAt));
        discussion.Acknowledge(Tobias, Now.AddMinutes(3));
        discussion.Triage(Tobias, Truth.True, Voice.Customer, 3, null, Now.AddMinutes(4));
        discussion.HandBack(Tobias, Now.AddMinutes(5));
        Assert.Equal((DiscussionState.Triaged, null, 3, 3), (discussion.State, discussion.HandlerId, discussion.Round, discussion.Severity));
        Assert.Equal(NotNow.NobodyHasIt, Refused(() => discussion.HandBack(Tobias, Now.AddMinutes(6))));
    }

    [Theory, InlineData(null), InlineData(""), InlineData("  ")]
    public void A_lower_severity_needs_a_reason(string? reason)
    {
        var discussion = Taken();
        discussion.Triage(Jana, Truth.Unclear, Voice.Press, 4, null, Now);
        Assert.Equal(NotNow.ReasonMissing, Refused(() => discussion.Triage(Jana, Truth.Unclear, Voice.Press, 3, reason, Now)));
        Assert.Equal(4, discussion.Severity);
        discussion.Triage(Jana, Truth.Unclear, Voice.Press, 5, null, Now);
        discussion.Triage(Jana, Truth.Wrong, Voice.Troll, 0, "Nur einer, und der ist weg", Now);
        Assert.Equal(0, discussion.Severity);
        Assert.Equal("Nur einer, und der ist weg", discussion.Events[^1].Text);
    }

    [Theory, InlineData(-1), InlineData(7)]
    public void The_scale_ends_at_0_and_6(int severity)
    {
        var discussion = Taken();
        Assert.Throws<ArgumentOutOfRangeException>(() => discussion.Triage(Jana, Truth.True, Voice.Press, severity, null, Now));
        Assert.Equal(2, discussion.Version);
    }

    [Fact]
    public void Nothing_but_words_is_possible_while_nobody_has_it()
    {
        var discussion = Reported();
        Assert.All<Action>(
        [
            () => discussion.Triage(Jana, Truth.True, Voice.Press, 1, null, Now), () => discussion.TakeOver(Jana, Now),
            () => discussion.Record(Jana, "Wort", Now), () => discussion.Resolve(Jana, Outcome.Calmed, "Wort", Now), () => discussion.HandBack(Jana, Now),
        ], verb => Assert.Equal(NotNow.NobodyHasIt, Refused(verb)));
        discussion.Write(Jana, "Ich sehe gleich nach.", Now.AddMinutes(1));
        discussion.Answer("Danke!", Now.AddMinutes(2));
        Assert.Equal(Now.AddMinutes(1), discussion.FirstWordAt);
    }

    [Fact]
    public void Closed_it_takes_no_step_but_words_and_opening_again()
    {
        var discussion = Taken();
        Assert.Equal(NotNow.StillOpen, Refused(() => discussion.Reopen(Jana, Now)));
        discussion.Resolve(Jana, Outcome.Mended, "Geliefert.", Now.AddHours(1));
        Assert.All<Action>(
        [
            () => discussion.Acknowledge(Tobias, Now), () => discussion.HandBack(Jana, Now), () => discussion.Triage(Jana, Truth.True, Voice.Press, 1, null, Now),
            () => discussion.TakeOver(Jana, Now), () => discussion.Record(Jana, "Wort", Now), () => discussion.Resolve(Jana, Outcome.Calmed, "Wort", Now),
            () => discussion.Withdraw(Now), () => discussion.Correct(Involvement.Heated, Now),
        ], verb => Assert.Equal(NotNow.Closed, Refused(verb)));
        var before = discussion.Version;
        discussion.Escalate(Reached.Management, Now);
        Assert.Equal(before, discussion.Version);
        discussion.Answer("Danke euch.", Now);
        discussion.Reopen(Tobias, Now.AddHours(2));
        Assert.Equal((DiscussionState.Acknowledged, Tobias, null, null), (discussion.State, discussion.HandlerId, discussion.Outcome, discussion.ClosedAt));
    }

    [Fact]
    public void Taken_back_by_a_slip_it_comes_back_with_whoever_had_it()
    {
        var discussion = Taken();
        discussion.Withdraw(Now.AddMinutes(2));
        for (var tap = 0; tap < 2; tap++) discussion.BringBack([Discussion.Alone], Now.AddMinutes(3));
        Assert.Equal((DiscussionState.Acknowledged, Jana, null, 4), (discussion.State, discussion.HandlerId, discussion.ClosedAt, discussion.Version));
        Assert.Equal((EventKind.BroughtBack, Actor.Reporter), (discussion.Events[^1].Kind, discussion.Events[^1].Actor));
    }

    [Fact]
    public void Where_nobody_had_it_somebody_is_looked_for_from_the_beginning()
    {
        var discussion = Reported();
        discussion.Withdraw(Now.AddMinutes(1));
        Assert.Null(discussion.WakeAt);
        discussion.BringBack([Discussion.Alone], Now.AddMinutes(2));
        Assert.Equal((DiscussionState.Reported, Now.AddMinutes(2), -1, 1), (discussion.State, discussion.WakeAt, discussion.AlertStep, discussion.Round));
    }

    [Fact]
    public void Late_a_second_time_or_where_others_go_on_it_does_not_come_back()
    {
        var (late, twice, part, closed) = (Reported(), Reported(), Reported(), Taken());
        late.Withdraw(Now);
        Assert.Equal(NotNow.TooLate, Refused(() => late.BringBack([Discussion.Alone], Now + Discussion.SecondThought + TimeSpan.FromSeconds(1))));
        twice.Withdraw(Now);
        Assert.Equal(NotNow.TooLate, Refused(() => twice.BringBack([Discussion.Alone, null, Discussion.Alone], Now)));
        part.MergeInto(Reported(), null, Now);
        part.Withdraw(Now);
        Assert.Null(part.Events[^1].Detail);
        Assert.Equal(NotNow.TooLate, Refused(() => part.BringBack([null], Now)));
        closed.Resolve(Jana, Outcome.Mended, "Geliefert.", Now.AddMinutes(2));
        Assert.Equal(NotNow.TooLate, Refused(() => closed.BringBack([Discussion.Alone], Now.AddMinutes(3))));
    }

    [Fact]
    public void Words_are_never_empty_never_endless_and_a_line_break_in_them_is_one_sign()
    {
        var discussion = Taken();
        Assert.Equal(NotNow.Empty, Refused(() => discussion.Write(Jana, " \n ", Now)));
        Assert.Equal(NotNow.Empty, Refused(() => discussion.Answer("\r\n\t", Now)));
        Assert.Equal(NotNow.TooLong, Refused(() => discussion.Record(Jana, new string('x', Discussion.LongestText + 1), Now)));
        discussion.Write(Jana, " a\r\nb ", Now);
        discussion.Write(Jana, "\r\n" + new string('x', Discussion.LongestText), Now);
        Assert.Equal(["a\nb", new string('x', Discussion.LongestText)], discussion.Events.Where(e => e.Kind == EventKind.Message).Select(e => e.Text));
    }

    [Fact]
    public void Escalation_is_for_what_nobody_has()
    {
        var discussion = Taken();
        discussion.Escalate(Reached.Management, Now);
        Assert.Equal(2, discussion.Version);
        discussion.TakeOver(Jana, Now);
        discussion.HandBack(Jana, Now);
        discussion.Escalate(Reached.Management, Now);
        Assert.Equal((EventKind.Escalated, Actor.Program), (discussion.Events[^1].Kind, discussion.Events[^1].Actor));
    }

    [Fact]
    public void The_timeline_never_names_the_reporter()
    {
        var discussion = Taken();
        discussion.Answer("Ich bin's.", Now);
        discussion.Correct(Involvement.Heated, Now);
        discussion.Withdraw(Now);
        Assert.All(discussion.Events.Where(e => e.Actor == Actor.Reporter), e => Assert.Null(e.By));
        Assert.DoesNotContain(discussion.Events, e => e.By == discussion.ReporterId);
        discussion.ForgetReporter();
        Assert.Null(discussion.ReporterId);
    }
}
