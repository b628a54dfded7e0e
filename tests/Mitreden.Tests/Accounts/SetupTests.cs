using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts;
using Mitreden.Organisations;

namespace Mitreden.Tests.Accounts;

/// <summary>The first-run page founds exactly one company.</summary>
public sealed class SetupTests
{
    private static readonly (string, string?)[] Good =
    [
        ("Company", "Neue AG"), ("Formal", "true"), ("Name", "Nora Neu"), ("Email", "Nora@Neue.example"), ("Language", "de"), ("password", Doors.Password),
    ];

    [Theory, OnBoth]
    public async Task An_empty_installation_leads_to_setup_and_then_into_the_list_of_people(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        var visitor = app.Visitor();
        using (var door = await visitor.GetAsync("/sign-in")) Assert.Equal("/setup", door.Headers.Location!.ToString());
        var page = await visitor.GetPageAsync("/setup");
        using var answer = await visitor.SubmitAsync(page.QuerySelector("form.card"), Good);
        Assert.Equal("/people", answer.Headers.Location!.ToString());
        Assert.Contains("Neue AG ist angelegt. Holen Sie", (await visitor.FollowAsync(answer)).Text("[data-toast]"), StringComparison.Ordinal);
        using var closed = await app.Visitor().GetAsync("/setup");
        Assert.Equal("/sign-in", closed.Headers.Location!.ToString());
        using var again = await app.Visitor().EnterAsync("nora@neue.example");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Theory, OnBoth]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_is_lost(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync("/setup");
        using var answer = await visitor.SubmitAsync(page.QuerySelector("form.card"), ("Company", " "), ("Name", "Nora Neu"), ("Email", "nora"), ("password", "kurz"));
        page = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["company", "email", "password"], page.QuerySelectorAll("[aria-invalid=true]").Select(f => f.Id));
        Assert.Equal("Nora Neu", page.QuerySelector("#name")!.GetAttribute("value"));
        Assert.NotEmpty(page.Text("#password-e"));
    }

    [Theory]
    [InlineData("=SUMME(A1)", "nora@neue.example", "name")]
    [InlineData("nora@neue.example", "nora@neue.example", "name")]
    [InlineData("Nora\u202eNeu", "nora@neue.example", "name")]
    [InlineData("Nora Neu", "nora@localhost", "email")]
    [InlineData("Nora Neu", "\"nora neu\"@neue.example", "email")]
    public async Task What_no_person_may_be_called_is_refused_beside_its_field(string name, string email, string field)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = Database.Sqlite, Demo = false });
        var visitor = app.Visitor();
        using var answer = await visitor.SubmitAsync((await visitor.GetPageAsync("/setup")).QuerySelector("form.card"), [.. Good.Where(f => f.Item1 is not ("Name" or "Email")), ("Name", name), ("Email", email)]);
        Assert.Equal([field], (await answer.PageAsync(HttpStatusCode.UnprocessableEntity)).QuerySelectorAll("[aria-invalid=true]").Select(f => f.Id));
    }

    [Theory, OnBoth]
    public async Task Two_founders_at_once_found_one_company(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        var answers = await app.AllAtOnceAsync(4, "/setup", (visitor, page, number) =>
            visitor.SubmitAsync(page.QuerySelector("form.card"), [.. Good.Where(f => f.Item1 != "Email"), ("Email", $"f{number}@neue.example")]));
        Assert.Single(answers, a => a.Headers.Location?.ToString() == "/people");
        Assert.Equal((1, 1), await app.WithDbAsync(null, async db => (await db.Set<Organisation>().CountAsync(), await db.Set<Account>().CountAsync())));
    }
}
