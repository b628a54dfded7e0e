using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Mitreden.Benchmarks.Alerts.Outside;

/// <summary>A mail server on the loopback address that takes everything, or fails as told.</summary>
internal sealed class MailEnd : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _close = new();
    private readonly ConcurrentQueue<Arrival> _arrivals;
    private readonly Task _loop;

    /// <summary>Starts it; what it takes goes into the queue.</summary>
    public MailEnd(ConcurrentQueue<Arrival> arrivals)
    {
        _arrivals = arrivals;
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    /// <summary>Port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    /// <summary>What goes wrong.</summary>
    public Faults Faults { get; set; } = Faults.None;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _close.CancelAsync();
        _listener.Stop();
        await _loop;
        _close.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_close.IsCancellationRequested)
        {
            try
            {
                _ = TalkAsync(await _listener.AcceptTcpClientAsync(_close.Token));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var fault = Faults.Next();
            if (fault == Fault.Silent) await Task.Delay(TimeSpan.FromMinutes(1), _close.Token);
            if (fault == Fault.Slow) await Task.Delay(Faults.Delay(), _close.Token);
            if (fault == Fault.Crowded)
            {
                await SayAsync(stream, "421 too many, come back later");
                return;
            }
            await SayAsync(stream, "220 localhost");
            while (await reader.ReadLineAsync(_close.Token) is { } line && await AnswerAsync(line, stream, reader, fault)) { }
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException or SocketException)
        {
            // The sender has had enough.
        }
    }

    /// <returns>False when the conversation is over.</returns>
    private async Task<bool> AnswerAsync(string line, Stream stream, StreamReader reader, Fault fault)
    {
        switch (line.Split(' ')[0].ToUpperInvariant())
        {
            case "MAIL" when fault == Fault.Refused:
                await SayAsync(stream, "451 not now");
                return true;
            case "DATA":
                await SayAsync(stream, "354 go on");
                Take(await ReadAsync(reader));
                if (fault == Fault.TakenThenGone) return false;
                await SayAsync(stream, "250 taken");
                return true;
            case "QUIT":
                await SayAsync(stream, "221 bye");
                return false;
            default:
                await SayAsync(stream, "250 localhost");
                return true;
        }
    }

    private async Task<byte[]> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_close.Token) is { } line && line != ".") text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private void Take(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var message = MimeMessage.Load(stream);
        var to = message.To.Mailboxes.Single().Address.Split('@')[0];
        var subject = message.Subject ?? "";
        var late = subject.StartsWith("Noch niemand", StringComparison.Ordinal) || subject.StartsWith("Nobody", StringComparison.Ordinal);
        _arrivals.Enqueue(new Arrival(Way.Mail, to, Arrival.Discussion(message.TextBody ?? ""), message.MessageId ?? "", "", Arrival.Now) { Late = late });
    }

    private static ValueTask SayAsync(Stream stream, string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
}
