using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
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
}

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
        await client.SendAsync(message, stop);
        await client.DisconnectAsync(true, stop);
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

internal sealed class SendMailHandler(IMailSender sender) : IJobHandler<SendMail>
{
    public Task RunAsync(SendMail job, CancellationToken stop) => sender.IsOn ? sender.SendAsync(job, stop) : Task.CompletedTask;
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
