using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;

namespace Mitreden.Tests.Notify;

/// <summary>What goes over the wire to a mail server.</summary>
public sealed class SmtpTests
{
    [Fact]
    public async Task A_mail_that_is_sent_again_after_a_lost_answer_is_the_same_mail()
    {
        var stored = JsonSerializer.Serialize(new SendMail("jana@muster.example", "Jana Keller", "Neue Meldung am Desk", "Hallo Jana"));
        using var server = new RudeMailServer();
        var sender = new SmtpSender(new MitredenSettings { Mail = new MailSettings { Host = "127.0.0.1", Port = server.Port, Security = "none", From = "desk@muster.example" } });
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendAsync(JsonSerializer.Deserialize<SendMail>(stored)!, CancellationToken.None));
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendAsync(JsonSerializer.Deserialize<SendMail>(stored)!, CancellationToken.None));
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendAsync(new SendMail("jana@muster.example", "Jana Keller", "Neue Meldung am Desk", "Hallo Jana"), CancellationToken.None));
        Assert.Equal(3, server.Ids.Count);
        Assert.EndsWith("@muster.example>", server.Ids[0], StringComparison.Ordinal);
        Assert.Equal(server.Ids[0], server.Ids[1]);
        Assert.NotEqual(server.Ids[1], server.Ids[2]);
    }

    /// <summary>Takes every mail and hangs up before it says so.</summary>
    private sealed class RudeMailServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public RudeMailServer()
        {
            _listener.Start();
            _ = Task.Run(ServeAsync);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
        public List<string> Ids { get; } = [];

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII);
                await stream.WriteAsync("220 localhost\r\n"u8.ToArray());
                while (await reader.ReadLineAsync() is { } line && line != ".")
                {
                    if (line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase)) Ids.Add(line);
                    if (line.Split(' ')[0] is "EHLO" or "MAIL" or "RCPT") await stream.WriteAsync("250 localhost\r\n"u8.ToArray());
                    if (line == "DATA") await stream.WriteAsync("354 go on\r\n"u8.ToArray());
                }
            }
        }
    }
}
