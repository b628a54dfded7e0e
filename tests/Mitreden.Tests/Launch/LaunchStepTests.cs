using System.Globalization;
using Mitreden.Foundation.Texts;
using Mitreden.Launch;
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
        var slip = good.Steps[5] with { ToDay = 7 * good.Weeks, Needs = ["nowhere", good.Steps[^1].Id], Who = ["nobody"], Text = "none", Link = "https://evil.example/", Done = Wording.Empty };
        var faults = (good with { Steps = [.. good.Steps.Take(5), slip, .. good.Steps.Skip(6)] }).Faults().ToList();
        Assert.Equal(
            ["steps[6].toDay Fault.Day 12", "steps[6].who Fault.Who nobody", "steps[6].needs Fault.Unknown nowhere", $"steps[6].needs Fault.Order {good.Steps[^1].Id}", "steps[6].text Fault.Unknown none",
                "steps[6].link Fault.Link https://evil.example/", $"{slip.Id} lacks one of its forms"], faults);
    }

    [Theory]
    [InlineData("/involvement/pilot", true)]
    [InlineData("/involvement?a=b#c", true)]
    [InlineData("", false)]
    [InlineData("/", false)]
    [InlineData("involvement", false)]
    [InlineData("https://evil.example/", false)]
    [InlineData("//evil.example/", false)]
    [InlineData("/\\evil.example/", false)]
    [InlineData("/\t/evil.example/", false)]
    [InlineData("javascript:alert(1)", false)]
    public void A_step_leads_to_pages_of_the_program_only(string link, bool isPage)
    {
        Assert.Equal(isPage, StepTemplate.IsPage(link));
        var template = LaunchTemplate.Shipped[0];
        TemplateFault[] expected = isPage ? [] : [new TemplateFault("steps[1].link", "Fault.Link", link)];
        Assert.Equal(expected, TemplateCheck.Faults(template with { Steps = [template.Steps[0] with { Link = link }, .. template.Steps.Skip(1)] }));
    }

    [Theory]
    [InlineData("2025-03-01", false)]
    [InlineData("2025-03-02", true)]
    [InlineData("2027-03-02", true)]
    [InlineData("2030-03-02", true)]
    [InlineData("2030-03-03", false)]
    public void A_plan_begins_at_most_two_years_back_and_three_ahead(string day, bool may) => Assert.Equal(may, LaunchDays.Allows(DateOnly.Parse(day, CultureInfo.InvariantCulture), new DateOnly(2027, 3, 2)));

    [Fact]
    public void The_next_Monday_is_today_when_it_is_one()
    {
        Assert.Equal(Start, LaunchDays.NextMonday(Start));
        Assert.Equal(Start.AddDays(7), LaunchDays.NextMonday(Start.AddDays(1)));
        Assert.Equal(Start.AddDays(7), LaunchDays.NextMonday(Start.AddDays(6)));
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
        Assert.Equal(LaunchFault.StepReason, Assert.Throws<LaunchException>(() => step.Drop("  ", Now)).Why);
        step.Drop("Haben wir schon.", Now);
        Assert.Equal((StepState.Dropped, "Haben wir schon."), (step.State, step.Reason));
        step.Reopen();
        Assert.Equal((StepState.Open, null, null), (step.State, step.Reason, step.At));
    }

    [Theory]
    [InlineData("", "lead", 0, 0, LaunchFault.StepTitle, "title")]
    [InlineData("Kaffee", "barista", 0, 0, LaunchFault.StepNobody, "who")]
    [InlineData("Kaffee", "lead", -1, 0, LaunchFault.StepFrom, "fromDay")]
    [InlineData("Kaffee", "lead", 5, 4, LaunchFault.StepTo, "toDay")]
    [InlineData("Kaffee", "lead", 0, 366, LaunchFault.StepTo, "toDay")]
    public void A_step_that_makes_no_sense_is_refused(string title, string who, int from, int to, LaunchFault why, string blamed)
    {
        var project = LaunchProject.Begin(Guid.CreateVersion7(), "small", Start, Now);
        var refused = Assert.Throws<LaunchException>(() => LaunchStep.Own(project, "before", title, "", [who], from, to, Now));
        Assert.Equal((why, blamed), (refused.Why, refused.Blamed));
    }

    [Fact]
    public void A_channel_opens_early_only_with_a_reason_that_is_kept_with_what_was_missing()
    {
        var channel = PlannedChannel.Plan(Guid.CreateVersion7(), ChannelKind.Page, "Instagram", "https://social.example/muster", Now);
        var sabine = Guid.CreateVersion7();
        Assert.Equal(LaunchFault.ChannelReason, Assert.Throws<LaunchException>(() => channel.Open(["drill"], " ", sabine, Now)).Why);
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
    [InlineData("", "", LaunchFault.ChannelName)]
    [InlineData("X", "javascript:alert(1)", LaunchFault.ChannelAddress)]
    [InlineData("X", "social.example", LaunchFault.ChannelAddress)]
    public void A_channel_needs_a_name_and_an_address_that_is_one(string name, string address, LaunchFault why) =>
        Assert.Equal(why, Assert.Throws<LaunchException>(() => PlannedChannel.Plan(Guid.CreateVersion7(), ChannelKind.Page, name, address, Now)).Why);

    [Fact]
    public void Two_people_are_named_a_promise_has_words_and_a_meeting_was_lately()
    {
        var (project, today) = (LaunchProject.Begin(Guid.CreateVersion7(), "small", Start, Now), Start.AddDays(1));
        var sabine = Guid.CreateVersion7();
        foreach (var (why, verb) in new (LaunchFault, Action)[]
        {
            (LaunchFault.SamePerson, () => project.Name(sabine, sabine)),
            (LaunchFault.Promise, () => project.Give(" ", sabine, Now)),
            (LaunchFault.Promise, () => project.Give(new string('x', LaunchProject.LongestPromise + 1), sabine, Now)),
            (LaunchFault.MeetingDay, () => project.Inform(null, "In der Halle.", today)),
            (LaunchFault.MeetingDay, () => project.Inform(today.AddDays(1), "In der Halle.", today)),
            (LaunchFault.MeetingDay, () => project.Inform(today.AddYears(-LaunchDays.YearsBack).AddDays(-1), "In der Halle.", today)),
            (LaunchFault.MeetingHow, () => project.Inform(today, " ", today)),
        })
            Assert.Equal(why, Assert.Throws<LaunchException>(verb).Why);
        Assert.Equal(0, project.Version);
        project.Inform(today.AddYears(-LaunchDays.YearsBack), "In der Halle.", today);
        Assert.Equal(1, project.Version);
    }
}
