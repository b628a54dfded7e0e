using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Placement;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>An author takes out, or rewrites, what somebody is being asked: they are asked something else, and nobody gets stuck.</summary>
public sealed class TakenOutTests(Apps apps) : IClassFixture<Apps>
{
    private const string Gone = "E77";
    private static readonly Bank Bank = new(Items.Shipped, new ItemBank(Items.Shipped.Values.Select(i => new Item(i.Id, i.Domain, i.Difficulty))));
    private static readonly Action<IReadOnlyList<ItemAnswer>> Nobody = _ => { };
    private static Random Chance => new(7);

    [Fact]
    public void The_entry_asks_something_else_and_keeps_its_answers()
    {
        var walk = new Walk().Begin(Bank, null, Chance);
        Assert.Same(walk, walk.Refresh(Bank, Chance, Nobody));
        var second = walk.Answer(Bank, walk.Asked!, 2, Chance, Nobody);
        var refreshed = (second with { Asked = Gone }).Refresh(Bank, Chance, Nobody);
        Assert.Contains(refreshed.Asked!, Bank.Contents.Keys);
        Assert.DoesNotContain(refreshed.Asked!, refreshed.Answers.Select(a => a.Item));
        Assert.Equal(second.Answers, refreshed.Answers);
        var fresh = new Walk();
        Assert.Same(fresh, fresh.Refresh(Bank, Chance, Nobody));
    }

    [Fact]
    public void Back_to_a_question_that_is_gone_asks_something_else()
    {
        var walk = new Walk().Begin(Bank, null, Chance);
        var back = (walk with { Answers = [new Given(Gone, 2)] }).Back();
        Assert.Equal(Gone, back.Asked);
        Assert.True(back.LacksQuestion(Bank));
        Assert.Contains(back.Refresh(Bank, Chance, Nobody).Asked!, Bank.Contents.Keys);
    }

    [Fact]
    public void With_nothing_left_to_ask_the_entry_ends_with_what_is_known()
    {
        var only = Items.Shipped["T01"];
        var small = new Bank(new Dictionary<string, ItemContent> { [only.Id] = only }, new ItemBank([new Item(only.Id, only.Domain, only.Difficulty)]));
        IReadOnlyList<ItemAnswer> pooled = [];
        var walk = new Walk { Begun = true, Asked = Gone, Answers = [new Given(only.Id, 2)] }.Refresh(small, Chance, found => pooled = found);
        Assert.True(walk is { IsOver: true, Asked: null, StoppedEarly: false });
        Assert.Empty(walk.Answers);
        Assert.Single(pooled);
    }

    [Fact]
    public void A_door_asks_something_else_for_whoever_comes_to_it_and_for_whoever_asks_for_it()
    {
        var at = At(Gone);
        foreach (var walk in new[] { at.Approach(Bank, "K4", Domain.Technical, 0, Chance), at.AskAgain(Bank, "K4", Domain.Technical, 0, Chance) })
            Assert.Equal(Domain.Technical, Bank.Contents[walk.Door!.Asked!].Domain);
        var there = at.Approach(Bank, "K4", Domain.Technical, 0, Chance);
        Assert.Same(there, there.Approach(Bank, "K4", Domain.Technical, 0, Chance));
        Assert.Same(there, there.AskAgain(Bank, "K4", Domain.Technical, 0, Chance));
    }

    [Fact]
    public void A_question_that_speaks_of_something_else_now_is_not_asked_at_the_door_and_its_answer_does_not_count()
    {
        var (technical, impact) = (First(Domain.Technical), First(Domain.Impact));
        Assert.NotEqual(impact, At(impact).Approach(Bank, "K4", Domain.Technical, 0, Chance).Door!.Asked);
        var answered = At(technical, new Given(impact, 3)).AnswerDoor(Bank, technical, 1, Chance);
        Assert.True(answered.Door is null ? answered.Doors.ContainsKey("K4") : answered.Door.Asked != impact);
    }

    [Theory, OnBoth]
    public async Task Whoever_is_asked_what_an_author_takes_out_goes_on(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Herausgenommen");
        var client = await app.SignInAsync(person.Id);
        await client.SubmitAsync((await client.GetPageAsync("/placement")).QuerySelector("main form"));
        await ChangeAsync(w => w with { Asked = Gone });
        var page = await client.FollowAsync(await client.GetAsync("/placement"));
        Assert.NotEqual(Gone, Asked(page));
        Assert.Equal(Asked(page), Asked(await client.GetPageAsync("/placement/question")));
        page = await client.SubmitAndFollowAsync(page.QuerySelector("main form"), ("option", "1"));
        Assert.Contains("Situation 2", page.Text("main header"), StringComparison.Ordinal);

        await ChangeAsync(w => w with { Answers = [new Given(Gone, 2)] });
        page = await client.FollowAsync(await client.PressAsync((await client.GetPageAsync("/placement/question")).QuerySelector("[formaction$=Back]")));
        Assert.Contains("Situation 1", page.Text("main header"), StringComparison.Ordinal);
        Assert.NotEqual(Gone, Asked(page));

        await ChangeAsync(_ => At(Gone));
        page = await client.GetPageAsync("/placement/door/K4");
        Assert.NotEqual(Gone, Asked(page));
        await client.SubmitAndFollowAsync(page.QuerySelector("main form"), ("option", "1"));
        var walk = await ChangeAsync(w => w);
        Assert.True(walk.Door is null ? walk.Doors.ContainsKey("K4") : walk.Door.Answers.Count == 1);

        Task<Walk> ChangeAsync(Func<Walk, Walk> change) => app.WithDbAsync(person.OrganisationId, async db =>
        {
            var seal = (Seal)app.Services.GetService(typeof(Seal))!;
            var row = await db.Set<Sheet>().SingleAsync(s => s.PersonId == person.Id);
            var changed = change(row.Open<Walk>(seal));
            row.Write(seal, changed);
            await db.SaveChangesAsync();
            return changed;
        });
    }

    /// <summary>Somebody at the door of K4, for whom it is open whether they need it.</summary>
    private static Walk At(string asked, params Given[] answers) =>
        new() { Begun = true, Beliefs = new KeptBeliefs(0, 0.6, 0, 0.6), Door = new OpenDoor("K4", Domain.Technical, 0, answers, asked) };

    private static string First(Domain domain) => Bank.Contents.Values.First(i => i.Domain == domain).Id;

    private static string Asked(AngleSharp.Dom.IDocument page) => page.QuerySelector("input[name=item]")!.GetAttribute("value")!;
}
