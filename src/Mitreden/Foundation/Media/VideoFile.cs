using System.Buffers.Binary;
using System.Text;

namespace Mitreden.Foundation.Media;

/// <summary>Why a file is no video that can be shown.</summary>
public enum VideoFault
{
    /// <summary>No file was chosen, or nothing is in it.</summary>
    Empty,
    /// <summary>It is something else.</summary>
    NotAVideo,
    /// <summary>A film as cameras of Apple write it; not every browser plays those.</summary>
    QuickTime,
    /// <summary>It ends before its end, or its parts do not fit together.</summary>
    Broken,
}

/// <summary>Tells by its content what a file is; its name and what the browser says about it count for nothing.</summary>
public static class VideoFile
{
    /// <summary>Most boxes at the top of an MPEG-4 file: a film in fragments of a second has two for each.</summary>
    private const int MostBoxes = 100_000;

    private static readonly string[] NoFilms = ["heic", "heix", "hevc", "mif1", "msf1", "avif", "avis", "M4A ", "M4B ", "crx "];

    /// <summary>Kind of a file that has been checked before, by its first bytes.</summary>
    internal static VideoKind Looks(byte[] head) => head is [0x1A, 0x45, 0xDF, 0xA3, ..] ? VideoKind.Webm : VideoKind.Mp4;

    /// <summary>Reads the structure of a file: head and boxes, not the pictures.</summary>
    public static async Task<(VideoKind? Kind, VideoFault? Fault)> ReadAsync(Stream file, CancellationToken stop)
    {
        if (file.Length == 0) return (null, VideoFault.Empty);
        var head = await BytesAsync(file, 0, 128, stop);
        if (Looks(head) == VideoKind.Webm) return Webm(head, file.Length);
        if (head.Length < 16 || Name(head, 4) != "ftyp") return (null, VideoFault.NotAVideo);
        if (Name(head, 8) == "qt  ") return (null, VideoFault.QuickTime);
        if (NoFilms.Contains(Name(head, 8))) return (null, VideoFault.NotAVideo);
        return await IsWholeAsync(file, stop) ? (VideoKind.Mp4, null) : (null, VideoFault.Broken);
    }

    /// <summary>ISO 14496-12: boxes one after the other, each with its length; those with the table of contents and the film have to be there.</summary>
    private static async Task<bool> IsWholeAsync(Stream file, CancellationToken stop)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var at = 0L;
        for (var box = 0; file.Length - at >= 8; box++)
        {
            var head = await BytesAsync(file, at, 16, stop);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (size == 1 && head.Length == 16) size = BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(8));
            else if (size == 0) size = file.Length - at;
            if (size < 8 || size > file.Length - at || box > MostBoxes) return false;
            names.Add(Name(head, 4));
            at += size;
        }
        return names.Contains("moov") && (names.Contains("mdat") || names.Contains("moof"));
    }

    /// <summary>RFC 8794: a head that names the kind, then one segment with its length, or without where it was recorded live.</summary>
    private static (VideoKind?, VideoFault?) Webm(byte[] head, long length)
    {
        var kind = head.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x42, 0x82]);
        if (kind < 0 || !head.AsSpan(kind + 2).StartsWith((ReadOnlySpan<byte>)[0x84, .. "webm"u8])) return (null, VideoFault.NotAVideo);
        var segment = head.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x18, 0x53, 0x80, 0x67]);
        if (segment < 0 || segment + 12 > head.Length) return (null, VideoFault.Broken);
        var bytes = int.Max(1, System.Numerics.BitOperations.LeadingZeroCount((uint)head[segment + 4]) - 23);
        var (size, unknown) = (head[segment + 4] & (0xFFL >> bytes), (head[segment + 4] & (0xFF >> bytes)) == 0xFF >> bytes);
        for (var n = 1; n < bytes && n < 8; n++) (size, unknown) = (size << 8 | head[segment + 4 + n], unknown && head[segment + 4 + n] == 0xFF);
        return unknown || size <= length - segment - 4 - bytes ? (VideoKind.Webm, null) : (null, VideoFault.Broken);
    }

    private static string Name(byte[] head, int at) => Encoding.ASCII.GetString(head, at, 4);

    private static async Task<byte[]> BytesAsync(Stream file, long at, int count, CancellationToken stop)
    {
        var bytes = new byte[(int)long.Min(count, file.Length - at)];
        file.Position = at;
        await file.ReadExactlyAsync(bytes, stop);
        return bytes;
    }
}
