using Mitreden.Launch.Plan;
using Mitreden.Launch.Readiness;
using Mitreden.Launch.Templates;

namespace Mitreden.Tests.Launch;

/// <summary>Steps, dates and channels by themselves, and what ships.</summary>
public sealed class LaunchStepTests
{
    private static readonly DateTimeOffset Now = TestApp.Beginning;
    private static readonly DateOnly Start = new(2027, 3, 1);

    [Fact]
    public void What_ships_has_no_faults_and_asks_for_works_council_and_data_protection_on_the_first_day()
    {
        foreach (var template in LaunchTemplate.Shipped)
        {
            Assert.Empty(template.Faults());
            Assert.Contains(template.Steps, s => s is { FromDay: 0, Text: "invitation-dataprotection" });
            Assert.Equal(ReadyQuestion.Shipped.Select(q => q.Id).Order(), template.Steps.Select(s => s.Measured).OfType<string>().Intersect(ReadyQuestion.Shipped.Select(q => q.Id)).Order());
        }
        Assert.Contains(LaunchTemplate.Shipped[0].Steps, s => s is { FromDay: 0, Text: "invitation-workscouncil" });
        Assert.All(ReadyText.Shipped, t => Assert.True(t.Title.IsComplete && t.Body.IsComplete && t.Subject?.IsComplete != false, t.Id));
        Assert.All(ReadyQuestion.Shipped, q => Assert.True(q.Question.IsComplete && q.Why.IsComplete && q.Help.IsComplete, q.Id));
    }

    [Fact]
    public void A_template_with_a_slip_says_where()
    {
        var good = LaunchTemplate.Shipped[0];
        var slip = good.Steps[5] with { ToDay = 7 * good.Weeks, Needs = ["nowhere"], Who = ["nobody"], Text = "none" };
        var faults = (good with { Steps = [.. good.Steps.Take(5), slip, .. good.Steps.Skip(6)] }).Faults().ToList();
        foreach (var word in new[] { "does not lie within", "needs nowhere", "for nobody", "text none" })
            Assert.Contains(faults, f => f.Contains(word, StringComparison.Ordinal) && f.Contains(slip.Id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-1, Urgency.Later)]
    [InlineData(0, Urgency.Now)]
    [InlineData(3, Urgency.Now)]
    [InlineData(4, Urgency.Overdue)]
    public void A_step_is_overdue_once_its_last_day_is_over(int day, Urgency expected)
    {
        var project = LaunchProject.Begin(Guid.CreateVersion7(), "standard", Start, Now);
        var step = LaunchStep.Of(project, LaunchTemplate.Shipped[0].Steps.First(s => (s.FromDay, s.ToDay) == (0, 3)), Now);
        Assert.Equal(expected, PlanView.Of(project, [step], Start.AddDays(day)).Steps[0].Urgency);
        step.Finish(Now);
        Assert.Equal(Urgency.Over, PlanView.Of(project, [step], Start.AddDays(day)).Steps[0].Urgency);
    }

    [Fact]
    public void A_step_is_left_out_only_for_a_reason_and_comes_back()
    {
        var step = LaunchStep.Own(LaunchProject.Begin(Guid.CreateVersion7(), "small", Start, Now), "before", "Kaffee", "", ["lead"], 0, 0, Now);
        Assert.Equal("reason", Assert.Throws<ArgumentException>(() => step.Drop("  ", Now)).ParamName);
        step.Drop("Haben wir schon.", Now);
        Assert.Equal((StepState.Dropped, "Haben wir schon."), (step.State, step.Reason));
        step.Reopen();
        Assert.Equal((StepState.Open, null, null), (step.State, step.Reason, step.At));
    }

    [Theory]
    [InlineData("", "lead", 0, 0, "title")]
    [InlineData("Kaffee", "barista", 0, 0, "who")]
    [InlineData("Kaffee", "lead", -1, 0, "fromDay")]
    [InlineData("Kaffee", "lead", 5, 4, "toDay")]
    [InlineData("Kaffee", "lead", 0, 366, "toDay")]
    public void A_step_that_makes_no_sense_is_refused(string title, string who, int from, int to, string parameter)
    {
        var project = LaunchProject.Begin(Guid.CreateVersion7(), "small", Start, Now);
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(() => LaunchStep.Own(project, "before", title, "", [who], from, to, Now)).ParamName);
    }

    [Fact]
    public void A_channel_opens_early_only_with_a_reason_that_is_kept_with_what_was_missing()
    {
        var channel = PlannedChannel.Plan(Guid.CreateVersion7(), ChannelKind.Page, "Instagram", "https://social.example/muster", Now);
        var sabine = Guid.CreateVersion7();
        Assert.Throws<ArgumentException>(() => channel.Open(["drill"], " ", sabine, Now));
        Assert.Null(channel.OpenedAt);
        channel.Open(["drill", "duty"], "Messe am Montag.", sabine, Now);
        Assert.Equal(("drill,duty", "Messe am Montag.", sabine), (channel.Missing, channel.Reason, channel.OpenedBy));
        // Closing and opening again wipes nothing out: who opened it early, and why, stays.
        channel.Close();
        Assert.False(channel.MayGo);
        channel.Open([], "egal", Guid.CreateVersion7(), Now);
        Assert.Equal(("drill,duty", "Messe am Montag.", sabine), (channel.Missing, channel.Reason, channel.OpenedBy));
    }

    [Theory]
    [InlineData("", "", "name")]
    [InlineData("X", "javascript:alert(1)", "address")]
    [InlineData("X", "social.example", "address")]
    public void A_channel_needs_a_name_and_an_address_that_is_one(string name, string address, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(() => PlannedChannel.Plan(Guid.CreateVersion7(), ChannelKind.Page, name, address, Now)).ParamName);
}
