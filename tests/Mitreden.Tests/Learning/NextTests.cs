using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Learning;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Path;
using Mitreden.Placement;
using Mitreden.Placement.Contracts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Learning;

/// <summary>What comes next is the same wherever it is offered: on the start page, on the path, and when it is time to look back.</summary>
public sealed class NextTests(Apps apps) : IClassFixture<Apps>
{
    private static readonly DateTimeOffset Now = TestApp.Beginning;
    private static readonly List<Unit> Two = [.. Catalogue.Shipped.Units.Values.Where(u => MyPath.LooksBackAt(u) is not null).OrderBy(u => u.Id, StringComparer.Ordinal).Take(2)];

    [Fact]
    public void What_has_been_due_longest_is_looked_back_at_first()
    {
        var view = View(Catalogue.Shipped, new LookBack(Two[0].Id, 0, Now), new LookBack(Two[1].Id, 0, Now.AddDays(-1)));
        Assert.Equal(Two[1].Id, view.DueNow(Now)!.Unit.Id);
        Assert.Equal(MyPath.LooksBackAt(Two[1]), view.DueNow(Now)!.Question);
        Assert.Null(view.DueNow(Now.AddDays(-2)));
    }

    [Fact]
    public void A_unit_whose_question_was_taken_out_is_not_due()
    {
        var without = new Dictionary<string, Unit>(Catalogue.Shipped.Units) { [Two[0].Id] = Two[0] with { Steps = [.. Two[0].Steps.Where(s => s is not ChoiceStep)] } };
        var catalogue = Catalogue.Shipped with { Units = without };
        Assert.Null(View(catalogue, new LookBack(Two[0].Id, 0, Now)).DueNow(Now));
        Assert.Null(View(catalogue, new LookBack("gone", 0, Now)).DueNow(Now));
        Assert.Equal(Two[1].Id, View(catalogue, new LookBack(Two[0].Id, 0, Now.AddDays(-1)), new LookBack(Two[1].Id, 0, Now)).DueNow(Now)!.Unit.Id);
    }

    [Theory, OnBoth]
    public async Task The_start_page_leads_to_the_questions_about_judgement_as_the_path_does(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Startseite");
        var client = await app.SignInAsync(person.Id);
        await client.PressAsync((await client.GetPageAsync("/placement")).QuerySelector("[formaction$=Without]"));
        await client.SubmitAsync((await client.GetPageAsync("/learning")).QuerySelector("form[action='/learning?handler=Wish']"));
        var units = new Journey();
        foreach (var unit in PathPlan.Orders[Level.High].Take(3)) units = units.Finish(unit, false, Now);
        await app.WithDbAsync(person.OrganisationId, async db =>
        {
            var seal = (Seal)app.Services.GetService(typeof(Seal))!;
            (await db.Set<Sheet>().SingleAsync(s => s.PersonId == person.Id)).Write(seal, new Walk { Begun = true, Beliefs = new KeptBeliefs(1.5, 0.1, 0.05, 0.4) });
            (await db.Set<Logbook>().SingleAsync(l => l.PersonId == person.Id)).Write(seal, units);
            await db.SaveChangesAsync();
        });
        var next = (await client.GetPageAsync("/learning")).QuerySelector("[data-learning-next]")!.GetAttribute("href");
        Assert.Equal(Placements.MoreAddress, next);
        Assert.NotNull((await client.GetPageAsync("/")).QuerySelector($"main .card a.button[href='{next}']"));
    }

    private static PathView View(Catalogue catalogue, params LookBack[] looks)
    {
        var (standing, journey) = (Placements.Of(new Walk()), new Journey { LooksBack = looks });
        return new PathView(standing, journey, catalogue, PathPlan.Of(standing, journey, catalogue, Role.None));
    }
}
