using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Desk.MailIn;
using Mitreden.Desk.Reporting;
using Mitreden.Desk.WaysIn;
using SkiaSharp;

namespace Mitreden.Tests.Desk;

/// <summary>A mail becomes a report when it is proven whose it is; otherwise its owner is asked, and nothing is lost.</summary>
public sealed class MailDoorTests
{
    [Theory, OnBoth]
    public async Task A_proven_mail_is_a_report_once_and_its_sender_reads_what_was_understood_but_not_the_words(Database database)
    {
        await using var app = await MailSteps.StartAsync(database);
        var address = await (await app.SignInAsync("cem")).MakeAddressAsync();
        var mail = MailSteps.Mail(address, subject: "WG: heiß: Pumpenforum", id: "eins");
        Assert.Equal(MailFate.Taken, await app.TakeAsync(mail));
        Assert.Equal(MailFate.Taken, await app.TakeAsync(mail));
        var report = Assert.Single(await app.ReportsAsync("cem"));
        Assert.Equal(("WG: heiß: Pumpenforum", "Schau: https://forum.example/mail/1", "https://forum.example/mail/1", Involvement.Heated), (report.Title, report.Text, report.Url, report.Involvement));
        await app.RunJobsAsync();
        var answer = Assert.Single(app.Mail.Sent, m => m.To == "cem@muster.example");
        Assert.Contains("Verstanden haben wir: der Betreff, der Text, ein Link.", answer.Body, StringComparison.Ordinal);
        Assert.Contains("Es geht heiß her", answer.Body, StringComparison.Ordinal);
        Assert.Contains($"http://localhost/desk/reports/{report.Id}", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Pumpenforum", answer.Subject + answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("forum.example", answer.Body, StringComparison.Ordinal);
        Assert.Contains(app.Mail.Sent, m => m.To == "jana@muster.example");
    }

    [Theory, OnBoth]
    public async Task The_same_mail_at_two_replicas_at_once_is_one_report_and_one_answer(Database database)
    {
        await using var app = await MailSteps.StartAsync(database);
        var address = await (await app.SignInAsync("cem")).MakeAddressAsync();
        var mail = MailSteps.Mail(address.ToUpperInvariant());
        var fates = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.TakeAsync(mail)));
        Assert.All(fates, f => Assert.Equal(MailFate.Taken, f));
        Assert.Single(await app.ReportsAsync("cem"));
        await app.RunJobsAsync();
        Assert.Single(app.Mail.Sent, m => m.To == "cem@muster.example");
    }

    [Theory, OnBoth("mx.muster.example; dmarc=fail header.from=muster.example", "cem@muster.example"), OnBoth("mx.evil.example; dmarc=pass header.from=muster.example", "cem@muster.example"), OnBoth(null, "cem@privat.example")]
    public async Task A_mail_that_is_not_proven_waits_a_day_for_its_owner_to_sign_in_and_tap(Database database, string? found, string from)
    {
        await using var app = await MailSteps.StartAsync(database);
        var cem = await app.SignInAsync("cem");
        var mail = MailSteps.Mail(await cem.MakeAddressAsync(), from, found: found);
        Assert.Equal(MailFate.Taken, await app.TakeAsync(mail));
        Assert.Equal(MailFate.Taken, await app.TakeAsync(mail));
        await app.RunJobsAsync();
        Assert.Empty(await app.ReportsAsync("cem"));
        var question = Assert.Single(app.Mail.Sent);
        Assert.Equal(("cem@muster.example", "Bist du das?"), (question.To, question.Subject));
        Assert.DoesNotContain("forum.example", question.Body, StringComparison.Ordinal);
        var link = question.Body.Split('\n').Single(l => l.Contains("?kept=", StringComparison.Ordinal))["http://localhost".Length..];
        Assert.StartsWith("/sign-in", (await app.Visitor().GetAsync(link)).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromHours(23));
        using var sent = await cem.SubmitAsync((await cem.GetPageAsync(link)).QuerySelector("#share-form"), ("involvement", "watching"));
        Assert.Equal("https://forum.example/mail/1", (await app.StoredAsync(await DeskSteps.IdAsync(sent))).Url);
        Assert.Equal(MailFate.Taken, await app.TakeAsync(mail));
        Assert.Single(await app.ReportsAsync("cem"));
    }

    [Theory, OnBoth]
    public async Task What_is_for_nobody_stays_in_the_mailbox_and_nobody_is_answered(Database database)
    {
        await using var app = await MailSteps.StartAsync(database);
        var company = await app.DemoOrganisationAsync();
        var cem = await app.SignInAsync("cem");
        var address = await cem.MakeAddressAsync();
        Assert.Equal(MailFate.NotOurs, await app.TakeAsync(MailSteps.Mail("melden@muster.example")));
        Assert.Equal(MailFate.NotOurs, await app.TakeAsync(MailSteps.Mail(MailAddresses.With("melden@muster.example", new string('0', 32)))));
        Assert.Equal(MailFate.NotOurs, await app.TakeAsync("Auto-Submitted: auto-replied\r\n" + MailSteps.Mail(address)));
        Assert.Equal(MailFate.NotOurs, await app.TakeAsync(MailSteps.Mail(address, "eve@evil.example", subject: "", body: "")));
        Assert.Equal(MailFate.NotOurs, await app.TakeAsync(MailSteps.Mail(address, "eve@evil.example"), whole: false));
        await cem.SubmitAndFollowAsync(DeskSteps.Form(await cem.GetPageAsync("/desk/ways-in"), "Close"), ("id", (await app.WithDbAsync(company, db => db.Set<Way>().Select(w => w.Id).SingleAsync())).ToString()));
        Assert.Equal(MailFate.NotOurs, await app.TakeAsync(MailSteps.Mail(address)));
        await app.RunJobsAsync();
        Assert.Empty(app.Mail.Sent);
        Assert.Equal(0, await app.WithDbAsync(null, db => db.Set<ShareDraft>().CountAsync()));
    }

    [Theory, OnBoth]
    public async Task A_proven_mail_that_is_too_large_or_empty_is_answered_with_the_reason(Database database)
    {
        await using var app = await MailSteps.StartAsync(database);
        var address = await (await app.SignInAsync("cem")).MakeAddressAsync();
        var (large, empty) = (MailSteps.Mail(address), MailSteps.Mail(address, subject: "", body: ""));
        for (var n = 0; n < 2; n++)
        {
            Assert.Equal(MailFate.Taken, await app.TakeAsync(large, whole: false));
            Assert.Equal(MailFate.Taken, await app.TakeAsync(empty));
        }
        await app.RunJobsAsync();
        Assert.Equal(["Deine Mail war zu groß", "In deiner Mail stand nichts"], app.Mail.Sent.Select(m => m.Subject).Order(StringComparer.Ordinal));
        Assert.Empty(await app.ReportsAsync("cem"));
    }

    [Theory, OnBoth]
    public async Task Whoever_has_only_the_address_asks_its_owner_six_times_an_hour_at_most(Database database)
    {
        await using var app = await MailSteps.StartAsync(database);
        var address = await (await app.SignInAsync("cem")).MakeAddressAsync();
        for (var n = 0; n < MailInState.MostQuestions; n++) Assert.Equal(MailFate.Taken, await app.TakeAsync(MailSteps.Mail(address, "eve@evil.example")));
        Assert.Equal(MailFate.NotOurs, await app.TakeAsync(MailSteps.Mail(address, "eve@evil.example")));
        // Whoever it is proven to be is heard however often; many at once become one item.
        for (var n = 0; n < 20; n++) Assert.Equal(MailFate.Taken, await app.TakeAsync(MailSteps.Mail(address)));
    }

    [Theory, OnBoth]
    public async Task Pictures_come_along_and_logos_do_not(Database database)
    {
        await using var app = await MailSteps.StartAsync(database);
        var address = await (await app.SignInAsync("cem")).MakeAddressAsync();
        static string Part(byte[] bytes) => $"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)}\r\n";
        var body = "--b\r\nContent-Type: text/plain\r\n\r\nBild /mail/2\r\n" + Part(TestPictures.Make(SKEncodedImageFormat.Png, 300, 200)) + Part(TestPictures.Make(SKEncodedImageFormat.Png)) + Part([1, 2, 3]) + "--b--";
        var mail = MailSteps.Mail(address, body: body).Replace("Content-Type: text/plain; charset=utf-8", "Content-Type: multipart/mixed; boundary=b", StringComparison.Ordinal);
        Assert.Equal(MailFate.Taken, await app.TakeAsync(mail));
        Assert.Equal(("Bild /mail/2", 1), ((await app.ReportsAsync("cem"))[0].Text, (await app.ReportsAsync("cem"))[0].Screenshots));
        await app.RunJobsAsync();
        Assert.Contains("1 Bild, nicht dabei: Bilder, die zu viel waren oder sich nicht öffnen ließen (1)", app.Mail.Sent.Single(m => m.To == "cem@muster.example").Body, StringComparison.Ordinal);
    }
}
