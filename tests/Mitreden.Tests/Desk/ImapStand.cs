using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Mitreden.Tests.Desk;

/// <summary>A mailbox on the loopback address that understands as much of IMAP (RFC 9051) as a look into it takes.</summary>
internal sealed partial class ImapStand : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _talks = [];
    private readonly Lock _gate = new();
    private readonly SortedDictionary<uint, (byte[] Raw, HashSet<string> Flags)> _mails = [];
    private readonly Task _accepting;
    private uint _next = 1;

    public ImapStand()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    /// <summary>What RFC822.SIZE says instead of the truth, while it is set.</summary>
    public int? Size { get; set; }
    /// <summary>Answers NO to everything that would change a flag, as if the connection were lost after the commit.</summary>
    public bool Forgets { get; set; }

    /// <summary>A mail arrives.</summary>
    public uint Arrive(string mail)
    {
        lock (_gate)
        {
            _mails[_next] = (Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), []);
            return _next++;
        }
    }

    /// <summary>Flags of a mail; null when it is gone.</summary>
    public string? Flags(uint uid)
    {
        lock (_gate) return _mails.TryGetValue(uid, out var mail) ? string.Join(' ', mail.Flags.Order(StringComparer.Ordinal)) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_talks);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            await SayAsync(stream, "* OK [CAPABILITY IMAP4rev1 UIDPLUS] ready\r\n");
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                var parts = line.Split(' ', 3);
                await stream.WriteAsync(Answer(parts[0], parts[1].ToUpperInvariant(), parts.ElementAtOrDefault(2) ?? ""), _end.Token);
                if (parts[1].Equals("LOGOUT", StringComparison.OrdinalIgnoreCase)) return;
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
        }
    }

    private static Task SayAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    private byte[] Answer(string tag, string verb, string rest)
    {
        lock (_gate)
        {
            using var answer = new MemoryStream();
            void Say(string text) => answer.Write(Encoding.Latin1.GetBytes(text + "\r\n"));
            var fine = verb switch
            {
                "CAPABILITY" => Do(() => Say("* CAPABILITY IMAP4rev1 UIDPLUS")),
                "LOGIN" => rest.Contains("geheim", StringComparison.Ordinal),
                "LIST" => Do(() => Say(rest.EndsWith("\"\"", StringComparison.Ordinal) ? "* LIST (\\Noselect) \"/\" \"\"" : "* LIST () \"/\" \"INBOX\"")),
                "SELECT" => Do(() => Say($"* FLAGS (\\Seen \\Deleted)\r\n* {_mails.Count} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT {_next}] ok")),
                "LOGOUT" => Do(() => Say("* BYE")),
                "UID" => Uid(rest, answer, Say),
                _ => true,
            };
            Say(fine ? $"{tag} OK {(verb == "SELECT" ? "[READ-WRITE] " : "")}done" : $"{tag} NO refused");
            return answer.ToArray();
        }
    }

    private bool Uid(string rest, MemoryStream answer, Action<string> say)
    {
        var words = rest.Split(' ', 3);
        var chosen = words[0].Equals("SEARCH", StringComparison.OrdinalIgnoreCase) ? [] : _mails.Keys.Where(uid => Within(words[1], uid)).ToList();
        switch (words[0].ToUpperInvariant())
        {
            case "SEARCH":
                say("* SEARCH" + string.Concat(_mails.Where(m => m.Value.Flags.Count == 0).Select(m => " " + m.Key)));
                return true;
            case "FETCH":
                foreach (var uid in chosen) Fetch(uid, words[2], answer, say);
                return true;
            case "STORE" when !Forgets:
                foreach (var uid in chosen) foreach (Match flag in Flag().Matches(words[2])) _mails[uid].Flags.Add(flag.Value);
                return true;
            case "EXPUNGE" when !Forgets:
                foreach (var uid in chosen.Where(u => _mails[u].Flags.Contains("\\Deleted")))
                {
                    say($"* {Number(uid)} EXPUNGE");
                    _mails.Remove(uid);
                }
                return true;
            default:
                return false;
        }
    }

    private void Fetch(uint uid, string what, MemoryStream answer, Action<string> say)
    {
        var raw = _mails[uid].Raw;
        if (!what.Contains("BODY", StringComparison.OrdinalIgnoreCase))
        {
            say($"* {Number(uid)} FETCH (UID {uid} RFC822.SIZE {Size ?? raw.Length})");
            return;
        }
        var header = what.Contains("[HEADER]", StringComparison.OrdinalIgnoreCase);
        var sent = header ? raw[..(raw.AsSpan().IndexOf("\r\n\r\n"u8) + 4)] : raw;
        answer.Write(Encoding.Latin1.GetBytes($"* {Number(uid)} FETCH (UID {uid} BODY[{(header ? "HEADER" : "")}] {{{sent.Length}}}\r\n"));
        answer.Write(sent);
        say(")");
    }

    private int Number(uint uid) => _mails.Keys.ToList().IndexOf(uid) + 1;

    private static bool Within(string set, uint uid) => set.Split(',').Select(part => part.Split(':').Select(n => uint.Parse(n, CultureInfo.InvariantCulture)).ToArray())
        .Any(ends => uid >= ends[0] && uid <= ends[^1]);

    private static bool Do(Action say)
    {
        say();
        return true;
    }

    [GeneratedRegex(@"\\\w+")]
    private static partial Regex Flag();
}
