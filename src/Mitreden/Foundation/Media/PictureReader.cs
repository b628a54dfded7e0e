using SkiaSharp;

namespace Mitreden.Foundation.Media;

/// <summary>
/// Turns an uploaded file into a picture that holds nothing but its pixels: decoded and encoded anew, so that place,
/// device and hidden payloads stay behind.
/// </summary>
public static class PictureReader
{
    /// <summary>Most pixels of an uploaded picture, against decompression bombs: 50 million.</summary>
    public const long MostPixels = 50_000_000;
    /// <summary>Longest side of the stored picture in pixels.</summary>
    public const int LongestSide = 2400;
    private const int Quality = 82;

    /// <summary>
    /// Pictures that are open at the same time in the whole program. A file of 200 KB may unfold to 50 megapixels, which are 200 MB;
    /// whoever sends many at once waits, and the memory does not grow.
    /// </summary>
    public const int MostAtOnce = 2;

    internal static SemaphoreSlim Turns { get; } = new(MostAtOnce);

    /// <summary>Of these turns strangers get one, so that a colleague's screenshot never waits behind a hundred of theirs.</summary>
    private static readonly SemaphoreSlim Strangers = new(1);

    /// <summary>Waits for its turn and reads; null for what is no picture.</summary>
    /// <param name="file">Brings the file once it is its turn: whoever waits holds nothing in memory.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <param name="longestSide">Longest side of the picture in pixels.</param>
    /// <param name="stranger">True when nobody knows who has sent it.</param>
    public static async Task<Picture?> ReadAsync(Func<Task<byte[]>> file, CancellationToken stop, int longestSide = LongestSide, bool stranger = false)
    {
        if (stranger) await Strangers.WaitAsync(stop);
        try
        {
            await Turns.WaitAsync(stop);
            try
            {
                return Read(await file(), longestSide);
            }
            finally
            {
                Turns.Release();
            }
        }
        finally
        {
            if (stranger) Strangers.Release();
        }
    }

    /// <summary>The picture, or null when the file is no readable PNG, JPEG, WebP or GIF.</summary>
    public static Picture? Read(byte[] file, int longestSide = LongestSide)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || !IsAllowed(codec.EncodedFormat)) return null;
        if ((long)codec.Info.Width * codec.Info.Height is 0 or > MostPixels) return null;
        using var pixels = new SKBitmap(codec.Info.WithColorType(SKColorType.Rgba8888).WithAlphaType(SKAlphaType.Premul));
        if (codec.GetPixels(pixels.Info, pixels.GetPixels()) != SKCodecResult.Success) return null;
        // Without this the drawing below would copy all pixels once more.
        pixels.SetImmutable();
        using var upright = Upright(pixels, codec.EncodedOrigin, longestSide);
        using var image = SKImage.FromBitmap(upright);
        using var encoded = image.Encode(SKEncodedImageFormat.Webp, Quality);
        return encoded is null ? null : new Picture(encoded.ToArray(), upright.Width, upright.Height);
    }

    private static bool IsAllowed(SKEncodedImageFormat format) =>
        format is SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Gif;

    /// <summary>Turns the pixels as the camera meant them, because the note that says so is left behind, and makes them fit.</summary>
    private static SKBitmap Upright(SKBitmap pixels, SKEncodedOrigin origin, int longestSide)
    {
        var scale = Math.Min(1f, longestSide / (float)Math.Max(pixels.Width, pixels.Height));
        var (width, height) = ((int)Math.Ceiling(pixels.Width * scale), (int)Math.Ceiling(pixels.Height * scale));
        var turned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var result = new SKBitmap(turned ? height : width, turned ? width : height);
        using var canvas = new SKCanvas(result);
        canvas.Clear(SKColors.White);
        canvas.Concat(Turn(origin, width, height));
        using var image = SKImage.FromBitmap(pixels);
        canvas.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return result;
    }

    /// <summary>EXIF orientations 1 to 8 (CIPA DC-008, 4.6.4) as matrices.</summary>
    private static SKMatrix Turn(SKEncodedOrigin origin, float w, float h) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}

/// <summary>A picture as WebP, without any metadata.</summary>
public sealed record Picture(byte[] Bytes, int Width, int Height);
