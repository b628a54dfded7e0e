using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;
using Mitreden.Participation.Ideas;
using Mitreden.Tests.Questions;

namespace Mitreden.Tests.Participation;

/// <summary>Nobody finds out whose an idea without a name is: not at the screen, and not with the whole database before and after.</summary>
public sealed class NamelessIdeaTests
{
    private const string Words = "Ein Kasten neben der Stempeluhr";

    [Theory, OnBoth]
    public async Task What_lies_in_the_database_after_an_idea_without_a_name_does_not_lead_to_anybody(Database database)
    {
        var log = new Logged();
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Services = s => s.AddSingleton<ILoggerProvider>(log) });
        var cem = await app.PersonAsync("cem");
        var client = await app.SignInAsync("cem");
        var form = (await client.GetPageAsync("/involvement/ideas/new")).QuerySelector("main form");
        await app.RecurAsync();
        var (before, logged, mails) = (await Dump.OfAsync(app), log.Lines.Count, app.Mail.Sent.Count);
        using var answer = await client.SubmitAsync(form, ("title", Words), ("text", Words), ("named", "no"));
        Assert.Equal((HttpStatusCode.Redirect, "/involvement/ideas/new/sent"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        var after = await Dump.OfAsync(app);

        var row = Assert.Single(after.Except(before));
        Assert.StartsWith("Ideas: ", row, StringComparison.Ordinal);
        Assert.Empty(before.Except(after));
        Assert.Equal(before.Count + 1, after.Count);
        foreach (var trace in new[] { cem.Id.ToString(), cem.AccountId.ToString()!, cem.Name, cem.Email! }) Assert.DoesNotContain(trace, row, StringComparison.OrdinalIgnoreCase);
        var ids = row["Ideas: ".Length..].Split('|').Where(p => Guid.TryParse(p, out _)).Select(Guid.Parse).Where(id => id != cem.OrganisationId).ToList();
        Assert.Equal(4, Assert.Single(ids).Version);
        Assert.All(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], c => Assert.Contains("expires=Thu, 01 Jan 1970", c, StringComparison.Ordinal));
        Assert.Equal(logged, log.Lines.Count);
        Assert.Equal(0, await app.RunJobsAsync());
        Assert.Equal(mails, app.Mail.Sent.Count);
        Assert.DoesNotContain(Words, await (await client.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Words, await client.MainAsync("/involvement/ideas"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Ideas_of_a_day_have_no_order_with_a_name_or_without(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var cem = await app.PersonAsync("cem");
        var titles = Enumerable.Range(10, 12).Select(n => $"Reihe {n}").ToList();
        foreach (var title in titles)
        {
            await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().For(cem.OrganisationId);
            await scope.ServiceProvider.GetRequiredService<IdeaBox>().PutAsync(Idea.Write(cem.OrganisationId, title, "Text", title.EndsWith('1') ? cem.Id : null, new DateOnly(2027, 3, 2)));
        }
        var read = (await Dump.OfAsync(app, "SELECT \"Title\" FROM \"Ideas\"")).Where(t => t.StartsWith("Reihe", StringComparison.Ordinal)).ToList();
        Assert.Equal(titles, read.Order(StringComparer.Ordinal));
        Assert.NotEqual(titles, read);
        if (database == Database.Sqlite)
        {
            Assert.Contains("no such column", (await Assert.ThrowsAnyAsync<Exception>(() => Dump.OfAsync(app, "SELECT rowid FROM \"Ideas\""))).Message, StringComparison.Ordinal);
            return;
        }
        Assert.Single((await Dump.OfAsync(app, "SELECT xmin::text FROM \"Ideas\" WHERE \"Title\" LIKE 'Reihe%'")).Distinct());
    }

    [Theory, OnBoth]
    public async Task In_the_morning_those_who_lead_get_one_mail_that_says_how_many_and_not_what(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var first = await app.FoundAsync();
        var author = await app.AddPersonAsync(first.OrganisationId, "Ada Autorin", Role.Author);
        await (await app.SignInAsync(first.Id)).HaveIdeaAsync(Words, named: false);
        await (await app.SignInAsync(first.Id)).HaveIdeaAsync("Und eine zweite");
        app.Time.Advance(TimeSpan.FromMinutes(20));
        await app.RecurAsync();
        Assert.Empty(await app.WithDbAsync(null, db => db.Set<Job>().Where(j => j.ForOrganisation == first.OrganisationId).ToListAsync()));
        app.Time.Advance(TimeSpan.FromHours(21.5));
        await app.RecurAsync();
        await app.RecurAsync();
        var mail = Assert.Single(app.Mail.Sent, m => m.To == author.Email);
        Assert.Equal("2 Ideen warten auf einen ersten Blick", mail.Subject);
        Assert.DoesNotContain("Stempeluhr", mail.Body, StringComparison.Ordinal);
        // Nothing runs for two days: what came on the first of them is told all the same.
        await (await app.SignInAsync(first.Id)).HaveIdeaAsync("Und eine dritte");
        app.Time.Advance(TimeSpan.FromDays(3));
        await app.RecurAsync();
        Assert.Equal("3 Ideen warten auf einen ersten Blick", app.Mail.Sent.Last(m => m.To == author.Email).Subject);
        Assert.Equal(2, app.Mail.Sent.Count(m => m.To == author.Email));
    }
}
