using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Announcements.Telling;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Guidelines.Contracts;

namespace Mitreden.Tests.Announcements;

/// <summary>Each gets a mail at most once, a few at a time, whatever dies in between.</summary>
public sealed class TellingTests
{
    [Theory, OnBoth]
    public async Task Everybody_gets_one_mail_in_batches_and_who_wants_none_gets_none(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(TellPeople.Batch + 5);
        var quiet = await app.SignInAsync(readers[^1].Id);
        await quiet.SubmitAndFollowAsync((await quiet.GetPageAsync("/news")).QuerySelector("#mail form"));
        Assert.Contains("keine Mails", (await quiet.GetPageAsync("/news")).Text("#mail"), StringComparison.Ordinal);
        await client.PublishNewsAsync("Post");
        await app.RunJobsAsync();
        Assert.InRange(Sent(app).Count, TellPeople.Batch - 1, TellPeople.Batch);
        app.Time.Advance(TellPeople.Pause);
        await app.RunJobsAsync();
        Assert.Equal(readers.Count, Sent(app).Count);
        Assert.Equal(Sent(app).Count, Sent(app).Distinct().Count());
        Assert.DoesNotContain(readers[^1].Email!, Sent(app));
        Assert.Contains(writer.Email!, Sent(app));
        Assert.All(app.Mail.Sent.Where(m => m.Subject == "Neuigkeit: Post"), m => Assert.Contains("http://localhost/news/", m.Body, StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task No_job_names_whom_it_told_and_a_batch_that_is_done_is_not_done_again(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(TellPeople.Batch + 5);
        var id = await client.PublishNewsAsync("Post");
        await app.RunJobsAsync();
        app.Time.Advance(TellPeople.Pause);
        await app.RunJobsAsync();
        var keys = await app.WithDbAsync(null, db => db.Set<Job>().Where(j => j.Key.StartsWith("announcements.")).Select(j => j.Key).ToListAsync());
        Assert.Equal(readers.Count + 1, keys.Count(k => k.StartsWith("announcements.mail:", StringComparison.Ordinal)));
        Assert.All(readers.Append(writer), p => Assert.DoesNotContain(keys, k => k.Contains(p.Id.ToString("N"), StringComparison.OrdinalIgnoreCase)));
        // Another worker comes with the last batch, which leads to no other that could be refused.
        var last = readers.Append(writer).Select(p => p.Id).Order().ElementAt(TellPeople.Batch - 1);
        await using var scope = Mitreden.Foundation.Web.OrganisationScope.For(app.Services.GetRequiredService<IServiceScopeFactory>(), writer.OrganisationId);
        var late = scope.ServiceProvider.GetRequiredService<AppDb>();
        await scope.ServiceProvider.GetRequiredService<TellPeopleHandler>().RunAsync(new TellPeople($"{id:N}", id, last, 0, 1), CancellationToken.None);
        Assert.False(late.ChangeTracker.HasChanges());
        // Had it looked a moment earlier, the database would refuse its note, and its mails with that.
        late.Add(Job.Note(new TellPeople($"{id:N}", id, last, 0, 1).Done, TellPeople.Kind, app.Time.GetUtcNow()));
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => late.SaveChangesAsync());
        Assert.Equal(readers.Count + 1, Sent(app).Count);
    }

    [Theory, OnBoth]
    public async Task A_job_that_was_killed_after_sending_sends_no_second_mail(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (_, client, readers) = await app.CompanyAsync(3);
        await client.PublishNewsAsync("Post");
        var worker = app.Services.GetRequiredService<JobWorker>();
        while (!await HasMailsAsync(app)) await worker.RunDueAsync(CancellationToken.None);
        var jobs = await app.WithDbAsync(null, db => db.Set<Job>().AsNoTracking().Where(j => j.Key.StartsWith("announcements.")).ToListAsync());
        await app.RunJobsAsync();
        Assert.Equal(4, Sent(app).Count);
        // The program dies after the server has taken the mails and before "done" is written: all jobs stand there as before.
        foreach (var job in jobs.Where(j => j.Kind == SendMail.Kind))
            await app.WithDbAsync(null, db => db.Set<Job>().Where(j => j.Id == job.Id).ExecuteUpdateAsync(set => set
                .SetProperty(j => j.DoneAt, (DateTimeOffset?)null).SetProperty(j => j.Payload, job.Payload)));
        Assert.True(await app.RunJobsAsync() >= 4);
        Assert.Equal(4, Sent(app).Count);
    }

    [Theory, OnBoth]
    public async Task A_server_that_refuses_gets_them_later_and_puts_the_next_batch_off(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (_, client, readers) = await app.CompanyAsync(TellPeople.Batch + 5);
        app.Mail.Failure = new IOException("no room");
        await client.PublishNewsAsync("Post");
        await app.RunJobsAsync();
        app.Time.Advance(TellPeople.Pause);
        await app.WithDbAsync(null, db => db.Set<Job>().Where(j => j.Kind == SendMail.Kind && j.DoneAt == null).ExecuteUpdateAsync(set => set.SetProperty(j => j.RunAt, app.Time.GetUtcNow().AddMinutes(5))));
        await app.RunJobsAsync();
        Assert.Single(await app.WithDbAsync(null, db => db.Set<Job>().Where(j => j.Kind == "announcements.tell" && j.DoneAt == null).ToListAsync()));
        Assert.Equal(TellPeople.Batch, await app.WithDbAsync(null, db => db.Set<Job>().CountAsync(j => j.Key.StartsWith("announcements.mail:"))));
        app.Mail.Failure = null;
        for (var n = 0; n < 10; n++)
        {
            app.Time.Advance(TimeSpan.FromMinutes(6));
            await app.RunJobsAsync();
        }
        Assert.Equal(readers.Count + 1, Sent(app).Count);
        Assert.Equal(Sent(app).Count, Sent(app).Distinct().Count());
    }

    [Theory, OnBoth]
    public async Task Where_nobody_knows_whether_the_server_has_taken_it_a_mail_to_many_is_not_sent_again(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (_, client, _) = await app.CompanyAsync();
        app.Mail.Failure = new MailInDoubtException(new IOException("gone"));
        await client.PublishNewsAsync("Post");
        await app.RunJobsAsync();
        Assert.Empty(await app.WithDbAsync(null, db => db.Set<Job>().Where(j => j.Key.StartsWith("announcements.mail:") && j.LastError != null).Select(j => j.LastError).ToListAsync()));
        app.Mail.Failure = null;
        app.Time.Advance(TimeSpan.FromHours(2));
        await app.RunJobsAsync();
        Assert.Empty(Sent(app));
    }

    [Theory, OnBoth]
    public async Task What_is_withdrawn_in_between_goes_to_nobody_else(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (_, client, _) = await app.CompanyAsync(TellPeople.Batch + 5);
        var id = await client.PublishNewsAsync("Post");
        await app.RunJobsAsync();
        await client.SubmitAndFollowAsync((await client.GetPageAsync($"/news/write/{id}")).QuerySelector("form[action$='Withdraw']"), ("reason", "Doch nicht."));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobsAsync();
        Assert.Equal(TellPeople.Batch, Sent(app).Count);
    }

    [Theory, OnBoth]
    public async Task A_new_version_of_the_guideline_is_told_like_news(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, _, readers) = await app.CompanyAsync(2);
        var reader = await app.SignInAsync(readers[0].Id);
        await using var start = await Desk.LiveReader.OpenAsync(reader, "/news/live/start");
        await using (var scope = Mitreden.Foundation.Web.OrganisationScope.For(app.Services.GetRequiredService<IServiceScopeFactory>(), writer.OrganisationId))
        {
            await scope.ServiceProvider.GetRequiredService<Happenings>().TellAsync(new GuidelinePublished(writer.OrganisationId, 2));
            await scope.ServiceProvider.GetRequiredService<AppDb>().SaveChangesAsync();
        }
        Assert.Contains("/guideline/changes", await start.PartAsync("news-guideline"), StringComparison.Ordinal);
        await app.RunJobsAsync();
        Assert.Equal(3, app.Mail.Sent.Count(m => m.Subject == "Der Leitfaden hat eine neue Fassung"));
    }

    private static Task<bool> HasMailsAsync(TestApp app) => app.WithDbAsync(null, db => db.Set<Job>().AnyAsync(j => j.Key.StartsWith("announcements.mail:")));

    private static List<string> Sent(TestApp app) => [.. app.Mail.Sent.Where(m => m.Subject == "Neuigkeit: Post").Select(m => m.To)];
}
