using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk.MailIn;

namespace Mitreden.Tests.Desk;

/// <summary>A mail server that others have written hands its mails over. Runs as root where <c>./dev peers</c> has installed it.</summary>
public sealed class DovecotTests
{
    private const string Program = "/usr/sbin/dovecot";

    [Theory, OnBoth(""), OnBoth("Erledigt")]
    public async Task Mails_in_Dovecot_become_reports_and_are_deleted_or_moved_after_that(Database database, string done)
    {
        Assert.SkipUnless(File.Exists(Program) && Environment.UserName == "root", "./dev peers installs the mail server that this test asks");
        var (folder, port) = (Directory.CreateTempSubdirectory("mitreden-dovecot-").FullName, FreePort());
        using var server = await StartAsync(folder, port);
        try
        {
            await using var app = await MailSteps.StartAsync(database, port, done: done);
            var address = await (await app.SignInAsync("cem")).MakeAddressAsync();
            await ArriveAsync(folder, "1", MailSteps.Mail(address, subject: "Grüße"));
            await ArriveAsync(folder, "2", MailSteps.Mail("melden@muster.example"));
            await app.Services.GetRequiredService<MailWatch>().TryAsync(CancellationToken.None);
            Assert.Null(app.Services.GetRequiredService<MailInState>().FailedAt);
            Assert.Equal("Grüße", Assert.Single(await app.ReportsAsync("cem")).Title);
            Assert.EndsWith(":2,S", Assert.Single(Mails(folder, "cur")), StringComparison.Ordinal);
            Assert.Equal(done.Length == 0 ? 0 : 1, Mails(folder, ".Erledigt/cur").Length + Mails(folder, ".Erledigt/new").Length);
            await app.Services.GetRequiredService<MailWatch>().TryAsync(CancellationToken.None);
            Assert.Single(await app.ReportsAsync("cem"));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Process> StartAsync(string folder, int port)
    {
        foreach (var box in new[] { "", ".Erledigt/" }) foreach (var part in new[] { "new", "cur", "tmp" }) Directory.CreateDirectory(Path.Combine(folder, "mail", box + part));
        await File.WriteAllTextAsync(Path.Combine(folder, "dovecot.conf"), $$"""
            base_dir = {{folder}}/run
            state_dir = {{folder}}/run
            log_path = {{folder}}/log
            protocols = imap
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            mail_location = maildir:{{folder}}/mail
            first_valid_uid = 1
            passdb {
              driver = static
              args = password=geheim
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home={{folder}}
            }
            service imap-login {
              inet_listener imap {
                port = {{port}}
              }
              inet_listener imaps {
                port = 0
              }
            }

            """);
        await RunAsync("chmod", "755", folder);
        await RunAsync("chown", "-R", "nobody:nogroup", Path.Combine(folder, "mail"));
        var server = Process.Start(new ProcessStartInfo(Program, ["-F", "-c", Path.Combine(folder, "dovecot.conf")]) { RedirectStandardError = true })!;
        for (var tries = 0; tries < 100; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return server;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }
        throw new InvalidOperationException("Dovecot did not start: " + await File.ReadAllTextAsync(Path.Combine(folder, "log")));
    }

    private static async Task ArriveAsync(string folder, string name, string mail)
    {
        var path = Path.Combine(folder, "mail", "new", name);
        await File.WriteAllTextAsync(path, mail);
        await RunAsync("chown", "nobody:nogroup", path);
    }

    private static string[] Mails(string folder, string box) => Directory.GetFiles(Path.Combine(folder, "mail", box));

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var run = Process.Start(program, arguments);
        await run.WaitForExitAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
