using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Mitreden.Desk;
using Mitreden.Desk.MailIn;

namespace Mitreden.Tests.Desk;

/// <summary>What the tests of reporting by mail do again and again.</summary>
internal static class MailSteps
{
    /// <summary>The server whose findings are trusted.</summary>
    public const string Server = "mx.muster.example";

    /// <summary>A program whose mailbox is at this port.</summary>
    public static Task<TestApp> StartAsync(Database database, int port = 9, bool jobLoop = false, string? done = null) => TestApp.StartAsync(new TestAppOptions
    {
        Database = database, JobLoop = jobLoop,
        Settings = new Dictionary<string, string>
        {
            ["Mitreden:MailIn:Host"] = "127.0.0.1", ["Mitreden:MailIn:Port"] = $"{port}", ["Mitreden:MailIn:Security"] = "none", ["Mitreden:MailIn:User"] = "melden",
            ["Mitreden:MailIn:Password"] = "geheim", ["Mitreden:MailIn:Address"] = "melden@muster.example", ["Mitreden:MailIn:Server"] = Server, ["Mitreden:MailIn:Done"] = done ?? "",
        },
    });

    /// <summary>Makes an address on the page and gives it.</summary>
    public static async Task<string> MakeAddressAsync(this HttpClient person)
    {
        var page = await person.GetPageAsync("/desk/ways-in");
        return (await person.SubmitAndFollowAsync(DeskSteps.Form(page, "Mail"), ("name", "Mein Postfach"))).Text("#new-mail");
    }

    /// <summary>A mail as the trusted server hands it over.</summary>
    public static string Mail(string to, string from = "cem@muster.example", string subject = "Lies mal", string body = "Schau: https://forum.example/mail/1", string? id = null, string? found = null) => $"""
        Authentication-Results: {found ?? $"{Server}; dmarc=pass (p=reject) header.from={from.Split('@')[^1]}"}
        Received: from somewhere by {Server}
        From: Cem <{from}>
        To: Melden <{to}>
        Subject: {subject}
        Message-ID: <{id ?? Guid.CreateVersion7().ToString()}@muster.example>
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        {body}
        """.ReplaceLineEndings("\r\n");

    /// <summary>Hands a mail to the door as the look into the mailbox does.</summary>
    public static async Task<MailFate> TakeAsync(this TestApp app, string mail, bool whole = true)
    {
        var raw = Encoding.UTF8.GetBytes(mail);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MailDoor>().TakeAsync(MimeMessage.Load(new MemoryStream(raw)).Headers, whole ? raw : null, CancellationToken.None);
    }

    /// <summary>The reports of a person, newest last.</summary>
    public static async Task<List<Discussion>> ReportsAsync(this TestApp app, string person)
    {
        var id = (await app.PersonAsync(person)).Id;
        return await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Discussion>().AsNoTracking().Where(d => d.ReporterId == id && d.Text.Contains("/mail/")).OrderBy(d => d.Id).ToListAsync());
    }
}
