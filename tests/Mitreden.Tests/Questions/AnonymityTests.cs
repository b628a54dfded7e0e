using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Web;
using Mitreden.Questions;

namespace Mitreden.Tests.Questions;

/// <summary>Nobody finds out who asked: not at the screen, and not with the whole database before and after.</summary>
public sealed class AnonymityTests
{
    private const string Words = "Sieht der Chef, was ich privat schreibe?";

    [Theory, OnBoth]
    public async Task What_lies_in_the_database_after_a_question_does_not_lead_to_the_asker(Database database)
    {
        var log = new Logged();
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Services = s => s.AddSingleton<ILoggerProvider>(log) });
        var cem = await app.PersonAsync("cem");
        var client = await app.SignInAsync("cem");
        var form = (await client.GetPageAsync("/questions/ask?rule=R02")).QuerySelector("main form");
        await RecurAsync(app);
        var (before, logged, mails) = (await Dump.OfAsync(app), log.Lines.Count, app.Mail.Sent.Count);
        using var answer = await client.SubmitAsync(form, ("text", Words));
        Assert.Equal((HttpStatusCode.Redirect, "/questions/ask/sent"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        var after = await Dump.OfAsync(app);

        var row = Assert.Single(after.Except(before));
        Assert.StartsWith("Questions: ", row, StringComparison.Ordinal);
        Assert.Empty(before.Except(after));
        Assert.Equal(before.Count + 1, after.Count);
        foreach (var trace in new[] { cem.Id.ToString(), cem.AccountId.ToString()!, cem.Name, cem.Email! }) Assert.DoesNotContain(trace, row, StringComparison.OrdinalIgnoreCase);
        var parts = row["Questions: ".Length..].Split('|');
        Assert.Equal(4, Guid.Parse(parts.Single(p => Guid.TryParse(p, out var id) && id != cem.OrganisationId)).Version);
        Assert.Equal(["2027-03-02", "R02", Words], parts.Where(p => !Guid.TryParse(p, out _)).Select(p => p.Replace("T00:00:00.0000000", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        // Every page that looks for a toast takes the cookie of one away; none may be set.
        Assert.All(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], c => Assert.Contains("expires=Thu, 01 Jan 1970", c, StringComparison.Ordinal));
        Assert.Equal(logged, log.Lines.Count);
        Assert.Equal(0, await app.RunJobsAsync());
        Assert.Equal(mails, app.Mail.Sent.Count);
    }

    [Theory, OnBoth]
    public async Task Neither_the_place_of_a_row_nor_its_transaction_tells_who_asked_first(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var company = await app.DemoOrganisationAsync();
        var day = BoxDay.Of(app.Time.GetUtcNow(), TimeZoneInfo.Utc);
        var asked = Enumerable.Range(10, 12).Select(n => $"Reihe {n}").ToList();
        foreach (var text in asked)
        {
            await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().For(company);
            await scope.ServiceProvider.GetRequiredService<Box>().PutAsync(Question.Ask(company, text, null, day));
        }
        var read = (await Dump.OfAsync(app, "SELECT \"Text\" FROM \"Questions\"")).Where(t => t.StartsWith("Reihe", StringComparison.Ordinal)).ToList();
        Assert.Equal(asked, read.Order(StringComparer.Ordinal));
        Assert.NotEqual(asked, read);
        if (database == Database.Sqlite)
        {
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => Dump.OfAsync(app, "SELECT rowid FROM \"Questions\""));
            Assert.Contains("no such column", failure.Message, StringComparison.Ordinal);
            return;
        }
        var places = await Dump.OfAsync(app, "SELECT \"Text\" FROM \"Questions\" WHERE \"Text\" LIKE 'Reihe%' ORDER BY ctid");
        Assert.NotEqual(asked, places);
        Assert.Single((await Dump.OfAsync(app, "SELECT xmin::text FROM \"Questions\" WHERE \"Text\" LIKE 'Reihe%'")).Distinct());
    }

    [Theory, OnBoth]
    public async Task In_the_morning_those_who_answer_get_one_mail_that_says_how_many_and_not_what(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var first = await app.FoundAsync();
        var author = await app.AddPersonAsync(first.OrganisationId, "Ada Autorin", Role.Author);
        await (await app.SignInAsync(first.Id)).AskAsync(Words);
        await (await app.SignInAsync(first.Id)).AskAsync("Und die zweite?");
        app.Time.Advance(TimeSpan.FromMinutes(20));
        await RecurAsync(app);
        Assert.Empty(await app.WithDbAsync(null, db => db.Set<Job>().Where(j => j.ForOrganisation == first.OrganisationId).ToListAsync()));
        app.Time.Advance(TimeSpan.FromHours(21));
        await RecurAsync(app);
        Assert.Empty(MailsTo(author.Email!, app));
        app.Time.Advance(TimeSpan.FromMinutes(25));
        await RecurAsync(app);
        await RecurAsync(app);
        var mail = Assert.Single(MailsTo(author.Email!, app));
        Assert.Equal("2 Fragen warten im Fragenkasten", mail.Subject);
        Assert.DoesNotContain("Chef", mail.Body, StringComparison.Ordinal);
        Assert.Empty(MailsTo(first.Email!, app));
        app.Time.Advance(TimeSpan.FromDays(1));
        await RecurAsync(app);
        Assert.Single(MailsTo(author.Email!, app));
    }

    [Theory, OnBoth]
    public async Task Before_anybody_may_read_a_question_it_is_shaken_and_a_reply_in_the_same_words_writes_it_anew(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var first = await app.FoundAsync();
        var author = await app.AddPersonAsync(first.OrganisationId, "Ada Autorin", Role.Author);
        await (await app.SignInAsync(first.Id)).AskAsync(Words);
        var id = Assert.Single(await app.FoundAsync(first.OrganisationId, Words)).Id;
        var asked = await WrittenAsync();
        // A quarter past four, and then ten past six, when nobody has been told yet.
        app.Time.Advance(TimeSpan.FromHours(18.25));
        await RecurAsync(app);
        var shaken = await WrittenAsync();
        app.Time.Advance(TimeSpan.FromMinutes(115));
        Assert.Equal(HttpStatusCode.Redirect, (await (await app.SignInAsync(author.Id)).ReplyAsync(id, "Nein.")).StatusCode);
        Assert.Empty(MailsTo(author.Email!, app));
        Assert.Contains("Nein.", await (await app.SignInAsync(first.Id)).ReadAsync(), StringComparison.Ordinal);
        if (database == Database.Sqlite) return;
        Assert.Equal(3, new[] { asked, shaken, await WrittenAsync() }.Distinct().Count());

        async Task<string> WrittenAsync() => database == Database.Sqlite ? "" : Assert.Single(await Dump.OfAsync(app, $"SELECT xmin::text FROM \"Questions\" WHERE \"Id\" = '{id}'"));
    }

    [Theory, OnBoth]
    public async Task What_came_before_days_on_which_nothing_ran_is_told_once(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var first = await app.FoundAsync();
        var author = await app.AddPersonAsync(first.OrganisationId, "Ada Autorin", Role.Author);
        await (await app.SignInAsync(first.Id)).AskAsync(Words);
        app.Time.Advance(TimeSpan.FromDays(1));
        await RecurAsync(app);
        await (await app.SignInAsync(first.Id)).AskAsync("Und am Freitag?");
        app.Time.Advance(TimeSpan.FromDays(3));
        await RecurAsync(app);
        Assert.Equal(["Eine Frage wartet im Fragenkasten", "2 Fragen warten im Fragenkasten"], MailsTo(author.Email!, app).Select(m => m.Subject));
        app.Time.Advance(TimeSpan.FromDays(1));
        await RecurAsync(app);
        Assert.Equal(2, MailsTo(author.Email!, app).Count());
    }

    [Fact]
    public async Task Who_has_asked_how_often_is_forgotten_at_midnight_and_forms_after_minutes()
    {
        var time = new FakeTimeProvider(TestApp.Beginning);
        using var senders = new Senders<Question>(time);
        var person = Guid.CreateVersion7(time.GetUtcNow());
        for (var n = 0; n < Senders<Question>.Most; n++) Assert.Equal(Taken.InTheBox, await AskAsync(n));
        Assert.Equal(Taken.Enough, await AskAsync(9));
        Assert.Equal(Taken.InTheBox, await AskAsync(1));
        Assert.Equal(6, senders.Remembered);
        time.Advance(TimeSpan.FromMinutes(21));
        Assert.Equal(1, senders.Remembered);
        time.Advance(TimeSpan.FromHours(15));
        Assert.Equal(0, senders.Remembered);
        Assert.Equal(Taken.InTheBox, await AskAsync(9));

        Task<Taken> AskAsync(int form) => senders.SendAsync(person, TimeZoneInfo.Utc, $"{form}", "Text", () => Task.CompletedTask);
    }

    private static IEnumerable<Mitreden.Foundation.Notify.SendMail> MailsTo(string address, TestApp app) => app.Mail.Sent.Where(m => m.To == address);

    private static async Task RecurAsync(TestApp app)
    {
        await app.Services.GetRequiredService<RecurringClock>().EnqueueDueAsync(CancellationToken.None);
        await app.RunJobsAsync();
    }
}
