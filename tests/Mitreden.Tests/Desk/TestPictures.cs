using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Mitreden.Tests.Desk;

/// <summary>Pictures that cameras, phones and ill-meaning people send.</summary>
internal static class TestPictures
{
    /// <summary>Words in the picture's metadata that must not survive.</summary>
    public const string Secret = "GEHEIM-48.1372N-11.5755E";

    /// <summary>The smallest GIF: one black pixel.</summary>
    public static byte[] Gif { get; } = Convert.FromHexString("47494638396101000100800000ff0000ffffff21f90400000000002c00000000010001000002024401003b");

    /// <summary>40 x 20 pixels (or as said); red top left, lime top right, blue bottom left, black bottom right.</summary>
    public static byte[] Make(SKEncodedImageFormat format, int width = 40, int height = 20)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Black);
        Fill(canvas, SKColors.Red, 0, 0, width, height);
        Fill(canvas, SKColors.Lime, width / 2, 0, width, height);
        Fill(canvas, SKColors.Blue, 0, height / 2, width, height);
        canvas.Flush();
        return bitmap.Encode(format, 95).ToArray();
    }

    /// <summary>A file for the share form.</summary>
    public static TestFile File(string name = "bild.png") => new("screenshots", name, "image/png", Make(SKEncodedImageFormat.Png));

    /// <summary>A JPEG with EXIF: orientation 1 to 8, a secret comment and a place.</summary>
    public static byte[] Photo(ushort orientation)
    {
        var plain = Make(SKEncodedImageFormat.Jpeg);
        var comment = Encoding.ASCII.GetBytes(Secret + "\0");
        var gps = 8 + 2 + 3 * 12 + 4;
        var exif = new MemoryStream();
        var w = new BinaryWriter(exif);
        w.Write("Exif\0\0II*\0"u8);
        w.Write(8);
        w.Write((ushort)3);
        Entry(w, 0x010E, 2, comment.Length, gps + 2 + 12 + 4);
        Entry(w, 0x0112, 3, 1, orientation);
        Entry(w, 0x8825, 4, 1, gps);
        w.Write(0);
        w.Write((ushort)1);
        Entry(w, 0x0001, 2, 2, 'N');
        w.Write(0);
        w.Write(comment);
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(exif.Length + 2));
        return [.. plain[..2], 0xFF, 0xE1, .. length, .. exif.ToArray(), .. plain[2..]];
    }

    /// <summary>A PNG whose header promises so many pixels; the file itself is tiny.</summary>
    public static byte[] Bomb(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zip.Write(new byte[1_000_000]);
        return [137, 80, 78, 71, 13, 10, 26, 10, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static void Fill(SKCanvas canvas, SKColor colour, int left, int top, int width, int height)
    {
        using var paint = new SKPaint { Color = colour };
        canvas.DrawRect(new SKRect(left, top, Math.Min(width, left + (width + 1) / 2), Math.Min(height, top + (height + 1) / 2)), paint);
    }

    private static void Entry(BinaryWriter to, ushort tag, ushort type, int count, int value)
    {
        to.Write(tag);
        to.Write(type);
        to.Write(count);
        to.Write(value);
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(body));
        return [.. length, .. body, .. sum];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
