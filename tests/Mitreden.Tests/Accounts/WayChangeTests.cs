using System.Data.Common;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Accounts;
using Mitreden.Accounts.Returning;
using Mitreden.Foundation.Data;

namespace Mitreden.Tests.Accounts;

/// <summary>What opens an account changes: its owner hears of it, other devices do not stay in, and nobody who looked before slips through.</summary>
public sealed class WayChangeTests
{
    private const string Fresh = "ein ganz neuer satz";

    [Theory, OnBoth]
    public async Task Every_change_is_told_by_mail_and_a_mail_server_that_fails_loses_nothing(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var anna = await app.SignInAsync("anna");
        using var key = new SoftKey();
        app.Mail.Failure = new InvalidOperationException("The mail server is away.");
        await AddAsync(anna, key);
        await app.RunJobsAsync();
        Assert.Empty(app.Mail.Sent);
        app.Mail.Failure = null;
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobsAsync();
        (await anna.SubmitAsync((await anna.GetPageAsync("/me")).Form("Password"), ("password", Fresh))).Dispose();
        await app.RunJobsAsync();
        (await anna.SubmitAsync((await anna.GetPageAsync("/me")).Form("RemoveKey"), ("key", await KeyAsync(anna)))).Dispose();
        await app.RunJobsAsync();
        Assert.Equal(["anna@muster.example"], app.Mail.Sent.Select(m => m.To).Distinct());
        Assert.All(app.Mail.Sent, m => Assert.Equal("Dein Zugang zu Mitreden hat sich geändert", m.Subject));
        Assert.All(app.Mail.Sent, m => Assert.Contains("http://localhost/me", m.Body, StringComparison.Ordinal));
        foreach (var (mail, words) in app.Mail.Sent.Zip(["ein weiterer Passkey", "ein neues Passwort", "ein Passkey öffnet dein Konto nicht mehr"])) Assert.Contains(words, mail.Body, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_passkey_that_is_removed_takes_the_other_devices_along(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (anna, lost) = (await app.SignInAsync("anna"), await app.SignInAsync("anna"));
        using var key = new SoftKey();
        await AddAsync(anna, key);
        await lost.GetPageAsync("/me");
        (await anna.SubmitAsync((await anna.GetPageAsync("/me")).Form("RemoveKey"), ("key", await KeyAsync(anna)))).Dispose();
        await anna.GetPageAsync("/me");
        await lost.GetPageAsync("/me", HttpStatusCode.Redirect);
    }

    [Theory, OnBoth]
    public async Task A_passkey_that_is_removed_while_somebody_shows_it_signs_nobody_in(Database database)
    {
        var meanwhile = new Meanwhile();
        await using var app = await TestApp.StartAsync(new TestAppOptions
        {
            Database = database, Services = services => services.ConfigureDbContext<SqliteDb>(o => o.AddInterceptors(meanwhile)).ConfigureDbContext<PostgresDb>(o => o.AddInterceptors(meanwhile)),
        });
        var anna = await app.SignInAsync("anna");
        using var key = new SoftKey();
        await AddAsync(anna, key);
        var visitor = app.Visitor();
        var form = (await visitor.GetPageAsync("/sign-in?returnUrl=%2Fme")).Form("Passkey")!;
        using var options = await visitor.OptionsAsync(form);
        var shown = key.Get(await options.Content.ReadAsStringAsync());
        meanwhile.Next = () => app.WithDbAsync(null, async db =>
        {
            db.RemoveRange(await db.Set<IdentityUserPasskey<Guid>>().ToListAsync());
            (await db.Set<Account>().SingleAsync(a => a.UserName == "anna@muster.example")).SignOutEverywhere();
            await db.SaveChangesAsync();
        });
        using var answer = await visitor.SubmitKeyAsync(form, shown);
        Assert.Null(meanwhile.Next);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        await visitor.GetPageAsync("/me", HttpStatusCode.Redirect);
        Assert.Equal(0, await app.WithDbAsync(null, db => db.Set<IdentityUserPasskey<Guid>>().CountAsync()));
    }

    [Theory, OnBoth]
    public async Task Whoever_opens_the_account_anew_and_has_read_it_before_a_change_changes_nothing(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (petra, stefan) = (await app.SignInAsync("petra"), await app.PersonAsync("stefan"));
        foreach (var change in new Func<HttpClient, Task>[]
        {
            async device => (await device.SubmitAsync((await device.GetPageAsync("/me")).Form("Everywhere"))).Dispose(),
            async device => (await device.SubmitAsync((await device.GetPageAsync("/me")).Form("Password"), ("password", Doors.Password))).Dispose(),
            async device =>
            {
                using var key = new SoftKey();
                await AddAsync(device, key);
            },
            _ => MoveAsync(petra, stefan.Id, "stefan.neu@muster.example"),
        })
        {
            var device = await app.SignInAsync(stefan.Id);
            using var made = await petra.SubmitAsync((await petra.GetPageAsync($"/people/{stefan.Id}/access")).Form("Make"));
            await using var scope = app.Services.CreateAsyncScope();
            var back = scope.ServiceProvider.GetRequiredService<ComingBack>();
            var who = (await back.FindAsync(new Uri((await made.PageAsync()).Text("#link")).AbsolutePath.Split('/')[^1]))!;
            await change(device);
            Assert.False(await back.WithPasswordAsync(who, Fresh));
        }
    }

    private static async Task AddAsync(HttpClient member, SoftKey key)
    {
        var form = (await member.GetPageAsync("/me")).Form("AddKey")!;
        using var options = await member.OptionsAsync(form);
        using var added = await member.SubmitKeyAsync(form, key.Create(await options.Content.ReadAsStringAsync()));
        Assert.Equal("/me", added.Headers.Location?.ToString());
    }

    private static async Task<string?> KeyAsync(HttpClient member) => (await member.GetPageAsync("/me")).QuerySelector("button[name=key]")!.GetAttribute("value");

    private static async Task MoveAsync(HttpClient administrator, Guid person, string address)
    {
        var page = await administrator.GetPageAsync($"/people/{person}");
        using var answer = await administrator.SubmitAsync(page.QuerySelector("[name=Email]")!.Closest("form"), ("Email", address));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>The library has found that the passkey fits, and looks at the name of the account once more before it keeps the counter.</summary>
    private sealed class Meanwhile : DbCommandInterceptor
    {
        public Func<Task>? Next { get; set; }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (Next is not { } next || !command.CommandText.Contains("\"NormalizedUserName\" =", StringComparison.Ordinal)) return result;
            Next = null;
            await next();
            return result;
        }
    }
}
