using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Mitreden.Benchmarks.Power;

/// <summary>What a traced program did that matters for its data.</summary>
internal enum CallKind
{
    /// <summary>Bytes to a place in a file; on the disk for certain only after a sync.</summary>
    Write,
    /// <summary>A file was cut.</summary>
    Cut,
    /// <summary>A sync began: what was written before it is covered.</summary>
    SyncBegins,
    /// <summary>A sync succeeded.</summary>
    SyncEnds,
    /// <summary>A file was removed.</summary>
    Remove,
    /// <summary>Bytes left the program: an answer may be in them.</summary>
    Send,
}

/// <summary>One call, in the order in which they happened.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="Thread">Thread that made it.</param>
/// <param name="File">Path, or a socket's name.</param>
/// <param name="Offset">Place in the file, or its new length.</param>
/// <param name="Data">The bytes.</param>
internal sealed record Call(CallKind Kind, int Thread, string File, long Offset, byte[] Data);

/// <summary>Reads what strace wrote with <see cref="Options"/>.</summary>
internal static partial class Trace
{
    /// <summary>strace in front of a program, with everything in hexadecimal.</summary>
    public static string[] Options(string output) =>
    [
        "strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "1000000", "-o", output,
        "-e", "trace=pwrite64,pwritev,pwritev2,write,writev,fsync,fdatasync,sync_file_range,ftruncate,unlink,unlinkat,rename,sendto,sendmsg",
    ];

    /// <summary>The calls in their order; throws at a call that the replay does not understand.</summary>
    /// <param name="file">Output of strace.</param>
    /// <param name="folder">Folder of the data; writes to other files do not matter.</param>
    public static IEnumerable<Call> Read(string file, string folder)
    {
        foreach (var line in File.ReadLines(file))
        {
            var match = Line().Match(line);
            if (!match.Success) continue;
            var thread = int.Parse(match.Groups["thread"].ValueSpan, CultureInfo.InvariantCulture);
            if (match.Groups["resumed"].Success)
            {
                if (match.Groups["resumed"].Value is "fsync" or "fdatasync" && Succeeded(line)) yield return new Call(CallKind.SyncEnds, thread, "", 0, []);
                continue;
            }
            foreach (var call in Calls(line, thread, match.Groups["name"].Value, folder)) yield return call;
        }
    }

    private static IEnumerable<Call> Calls(string line, int thread, string name, string folder)
    {
        var complete = !line.EndsWith("<unfinished ...>", StringComparison.Ordinal);
        if (name is "unlink" or "unlinkat")
        {
            if (Text(line) is { } path && path.StartsWith(folder, StringComparison.Ordinal)) yield return new Call(CallKind.Remove, thread, path, 0, []);
            yield break;
        }
        var file = Encoding.UTF8.GetString(Hex(Descriptor().Match(line).Groups[1].ValueSpan));
        if (!file.StartsWith(folder, StringComparison.Ordinal))
        {
            if (name is "write" or "writev" or "sendto" or "sendmsg") yield return new Call(CallKind.Send, thread, file, 0, Bytes(line));
            yield break;
        }
        switch (name)
        {
            case "pwrite64": yield return new Call(CallKind.Write, thread, file, Number(line, PlaceAfterLength()), Bytes(line)); break;
            case "ftruncate": yield return new Call(CallKind.Cut, thread, file, Number(line, LengthAlone()), []); break;
            case "fsync" or "fdatasync":
                yield return new Call(CallKind.SyncBegins, thread, file, 0, []);
                if (complete && Succeeded(line)) yield return new Call(CallKind.SyncEnds, thread, "", 0, []);
                break;
            default: throw new NotSupportedException($"The replay does not understand {name} on {file}.");
        }
    }

    private static bool Succeeded(string line) => line.EndsWith("= 0", StringComparison.Ordinal);

    private static long Number(string line, Regex place) => long.Parse(place.Match(line).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    private static string? Text(string line) => Quoted().Match(line) is { Success: true } found ? Encoding.UTF8.GetString(Hex(found.Groups[1].ValueSpan)) : null;

    private static byte[] Bytes(string line)
    {
        using var all = new MemoryStream();
        foreach (Match part in Quoted().Matches(line)) all.Write(Hex(part.Groups[1].ValueSpan));
        return all.ToArray();
    }

    /// <summary>Bytes written as <c>\x0a\xff</c>.</summary>
    private static byte[] Hex(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 4];
        for (var n = 0; n < bytes.Length; n++) bytes[n] = (byte)((Digit(text[n * 4 + 2]) << 4) | Digit(text[n * 4 + 3]));
        return bytes;
    }

    private static int Digit(char c) => c <= '9' ? c - '0' : c - 'a' + 10;

    [GeneratedRegex(@"^(?<thread>\d+) +(?:<\.\.\. (?<resumed>\w+) resumed>|(?<name>\w+)\()")]
    private static partial Regex Line();

    [GeneratedRegex(@"\(\d+<([^>]*)>")]
    private static partial Regex Descriptor();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("\", \\d+, (\\d+)(?:\\)| <)")]
    private static partial Regex PlaceAfterLength();

    [GeneratedRegex(@">, (\d+)(?:\)| <)")]
    private static partial Regex LengthAlone();
}
