using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Settings;

namespace Mitreden.Foundation.Notify;

/// <summary>One mail to one person, as a durable job. Mails of alerts carry no content of a discussion.</summary>
/// <param name="To">Address.</param>
/// <param name="Name">Name of the person.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Body">Plain text.</param>
public sealed record SendMail(string To, string Name, string Subject, string Body) : IJob
{
    /// <summary>Begin of the key of a mail that calls somebody: it overtakes all others.</summary>
    public const string Alerts = "alert.mail:";

    /// <inheritdoc />
    public static string Kind => "notify.mail";

    /// <summary>Which letter it is. It stays the same when it is sent again because the answer was lost, so that mailboxes can tell that they have it.</summary>
    public Guid Letter { get; init; } = Guid.CreateVersion7();

    /// <summary>True when it must not be sent twice, even at the price that it is lost when the program dies in the very moment of sending: mails to many.</summary>
    public bool Once { get; init; }

    /// <summary>What it is about, when it may become moot before it is sent (<see cref="IMailMatters"/>); else null.</summary>
    public Guid? About { get; init; }
}

/// <summary>Knows whether a mail still says something: it may have waited for an hour for a server that did not answer.</summary>
public interface IMailMatters
{
    /// <summary>False when what it is about is over, or the person has left; true for what is not known here, because it is another module's.</summary>
    Task<bool> StillAsync(Guid about, CancellationToken stop);
}

/// <summary>The server may have taken the mail or not: the connection ended before it said so.</summary>
/// <param name="inner">What happened.</param>
public sealed class MailInDoubtException(Exception inner) : Exception("Nobody knows whether the mail server has taken the mail: " + inner.Message, inner);

/// <summary>Hands a mail to the outside world.</summary>
public interface IMailSender
{
    /// <summary>False when no mail server is set: then nothing that needs mail is offered.</summary>
    bool IsOn { get; }

    /// <summary>Sends, or throws so that the job is tried again.</summary>
    Task SendAsync(SendMail mail, CancellationToken stop);
}

/// <summary>Sends over SMTP.</summary>
public sealed class SmtpSender(MitredenSettings settings) : IMailSender
{
    /// <inheritdoc />
    public bool IsOn => settings.Mail.IsOn;

    /// <inheritdoc />
    public async Task SendAsync(SendMail mail, CancellationToken stop)
    {
        var message = new MimeMessage { Subject = mail.Subject, Body = new TextPart("plain") { Text = mail.Body } };
        message.From.Add(MailboxAddress.Parse(settings.Mail.From));
        message.To.Add(new MailboxAddress(mail.Name, mail.To));
        message.MessageId = $"{mail.Letter:N}@{message.From.Mailboxes.Single().Domain}";
        message.Headers.Add("Auto-Submitted", "auto-generated");
        using var client = new SmtpClient { Timeout = 20_000 };
        await client.ConnectAsync(settings.Mail.Host ?? "", settings.Mail.Port, MailSecurity.Of(settings.Mail.Security), stop);
        if (settings.Mail.User is { Length: > 0 } user) await client.AuthenticateAsync(user, settings.Mail.Password ?? "", stop);
        try
        {
            await client.SendAsync(message, stop);
        }
        catch (Exception failure) when (failure is IOException or SmtpProtocolException or TimeoutException or OperationCanceledException)
        {
            throw new MailInDoubtException(failure);
        }
        await LeaveAsync(client, stop);
    }

    /// <summary>The mail is with the server: that the good-bye fails must not send it again.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken stop)
    {
        try
        {
            await client.DisconnectAsync(true, stop);
        }
        catch (Exception failure) when (failure is IOException or SmtpProtocolException or SmtpCommandException or TimeoutException or OperationCanceledException)
        {
            // It has taken the mail and does not say good-bye.
        }
    }
}

/// <summary>How a connection to a mail server is secured.</summary>
public static class MailSecurity
{
    /// <summary>Reads the setting: <c>none</c>, <c>starttls</c> or <c>tls</c>; anything else is found out with the server.</summary>
    public static SecureSocketOptions Of(string setting) => setting switch
    {
        "none" => SecureSocketOptions.None,
        "starttls" => SecureSocketOptions.StartTls,
        "tls" => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.Auto,
    };
}

internal sealed class SendMailHandler(IMailSender sender, IEnumerable<IMailMatters> matters, IServiceScopeFactory scopes) : IJobHandler<SendMail>
{
    public async Task RunAsync(SendMail job, CancellationToken stop)
    {
        if (!sender.IsOn) return;
        if (job.About is { } about)
            foreach (var one in matters)
                if (!await one.StillAsync(about, stop)) return;
        await (job.Once ? SendOnceAsync(job, stop) : sender.SendAsync(job, stop));
    }

    /// <summary>Notes on the disk that it begins, and then sends: whoever finds the note after the program was killed does not send again.</summary>
    private async Task SendOnceAsync(SendMail job, CancellationToken stop)
    {
        var note = $"notify.begun:{job.Letter:N}";
        if (!await NoteAsync(note)) return;
        try
        {
            await sender.SendAsync(job, stop);
        }
        catch (MailInDoubtException)
        {
            // It may be there already.
        }
        catch
        {
            // The server has not taken it: it is tried again, later each time.
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await db.WriteAsync(() => db.Set<Job>().Where(j => j.Key == note).ExecuteDeleteAsync(CancellationToken.None));
            throw;
        }
    }

    private async Task<bool> NoteAsync(string note)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await db.Set<Job>().AnyAsync(j => j.Key == note)) return false;
        db.Add(Job.Note(note, SendMail.Kind, db.Time.GetUtcNow()));
        await db.SaveChangesAsync();
        return true;
    }
}

/// <summary>Registers mail.</summary>
public static class MailSetup
{
    /// <summary>Adds the SMTP sender and its job.</summary>
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton<IMailSender, SmtpSender>();
        services.AddJob<SendMail, SendMailHandler>();
    }
}
