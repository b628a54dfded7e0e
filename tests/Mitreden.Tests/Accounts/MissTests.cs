using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts;
using Mitreden.Accounts.Entering;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Tests.Accounts;

/// <summary>A wrong password costs the same for every name, and eight of them close the account at once.</summary>
public sealed class MissTests
{
    [Theory, OnBoth]
    public async Task Whatever_the_name_a_miss_writes_the_same_one_row_and_changes_nothing_else(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await PasswordAsync(app);
        var stamps = await AccountsAsync(app);
        // With a password, without one, and nobody.
        foreach (var name in new[] { "anna@muster.example", "jana@muster.example", "niemand@muster.example", "niemand" })
        {
            var before = await RowsAsync(app);
            (await app.Visitor().EnterAsync(name, "not the password")).Dispose();
            Assert.Equal(before + 1, await RowsAsync(app));
        }
        Assert.Equal(stamps, await AccountsAsync(app));
        await app.RunJobsAsync();
        Assert.Equal(1, (await app.AccountAsync("anna@muster.example"))!.AccessFailedCount);
    }

    [Theory, OnBoth]
    public async Task Eight_at_once_close_the_password_before_and_after_they_are_counted_and_for_a_while_only(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await PasswordAsync(app);
        var answers = await app.AllAtOnceAsync(Account.MostMisses, "/sign-in", (visitor, page, _) =>
            visitor.SubmitAsync(page.QuerySelector("#password")!.Closest("form"), ("Name", "anna@muster.example"), ("password", "not the password")));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.StatusCode));
        using (var waiting = await app.Visitor().EnterAsync("anna@muster.example")) Assert.Equal(HttpStatusCode.UnprocessableEntity, waiting.StatusCode);
        await app.RunJobsAsync();
        using (var counted = await app.Visitor().EnterAsync("anna@muster.example")) Assert.Equal(HttpStatusCode.UnprocessableEntity, counted.StatusCode);
        await app.RunJobsAsync();
        app.Time.Advance(Account.LockFor + TimeSpan.FromSeconds(1));
        using var open = await app.Visitor().EnterAsync("anna@muster.example");
        Assert.Equal(HttpStatusCode.Redirect, open.StatusCode);
    }

    [Theory, OnBoth]
    public async Task The_right_password_forgives_what_waits_to_be_counted_too(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await PasswordAsync(app);
        for (var miss = 1; miss < Account.MostMisses; miss++) (await app.Visitor().EnterAsync("anna@muster.example", "not the password")).Dispose();
        for (var more = 0; more < 2; more++)
        {
            using (var open = await app.Visitor().EnterAsync("anna@muster.example")) Assert.Equal(HttpStatusCode.Redirect, open.StatusCode);
            (await app.Visitor().EnterAsync("anna@muster.example", "not the password")).Dispose();
        }
        await app.RunJobsAsync();
        Assert.Equal(1, (await app.AccountAsync("anna@muster.example"))!.AccessFailedCount);
    }

    /// <summary>Anna sets a password.</summary>
    private static async Task PasswordAsync(TestApp app)
    {
        var anna = await app.SignInAsync("anna");
        using var set = await anna.SubmitAsync((await anna.GetPageAsync("/me")).Form("Password"), ("password", Doors.Password));
        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        await app.RunJobsAsync();
    }

    private static Task<int> RowsAsync(TestApp app) => app.WithDbAsync(null, db => db.Set<Job>().CountAsync(j => j.Kind == CountMiss.Kind));

    private static Task<List<string>> AccountsAsync(TestApp app) => app.WithDbAsync(null, async db =>
        (await db.Set<Account>().AsNoTracking().OrderBy(a => a.Id).ToListAsync()).Select(a => $"{a.Id} {a.AccessFailedCount} {a.LockoutEnd} {a.ConcurrencyStamp}").ToList());
}
