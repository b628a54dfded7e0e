using System.Text;
using Mitreden.Desk;
using Mitreden.Foundation.Media;
using SkiaSharp;

namespace Mitreden.Tests.Desk;

/// <summary>What comes in as a picture goes on as pixels only.</summary>
public sealed class PictureReaderTests
{
    [Theory, InlineData(SKEncodedImageFormat.Png), InlineData(SKEncodedImageFormat.Jpeg), InlineData(SKEncodedImageFormat.Webp)]
    public void A_picture_becomes_WebP_of_the_same_size(SKEncodedImageFormat format)
    {
        var picture = Read(TestPictures.Make(format));
        Assert.Equal((40, 20), (picture.Width, picture.Height));
        Assert.Equal("red lime blue black", Corners(picture));
    }

    [Fact]
    public void A_GIF_becomes_WebP() => Assert.Equal((1, 1), (Read(TestPictures.Gif).Width, Read(TestPictures.Gif).Height));

    [Theory]
    [InlineData(1, "red lime blue black")]
    [InlineData(2, "lime red black blue")]
    [InlineData(3, "black blue lime red")]
    [InlineData(4, "blue black red lime")]
    [InlineData(5, "red blue lime black")]
    [InlineData(6, "blue red black lime")]
    [InlineData(7, "black lime blue red")]
    [InlineData(8, "lime black red blue")]
    public void A_photo_stands_upright_and_forgets_where_it_was_taken(ushort orientation, string corners)
    {
        var photo = TestPictures.Photo(orientation);
        Assert.Contains(TestPictures.Secret, Encoding.Latin1.GetString(photo), StringComparison.Ordinal);
        var picture = Read(photo);
        Assert.Equal(orientation < 5 ? (40, 20) : (20, 40), (picture.Width, picture.Height));
        Assert.Equal(corners, Corners(picture));
        var stored = Encoding.Latin1.GetString(picture.Bytes);
        Assert.All(["Exif", "EXIF", "GEHEIM", "XMP", "ICCP"], mark => Assert.DoesNotContain(mark, stored, StringComparison.Ordinal));
    }

    [Fact]
    public void A_huge_screenshot_is_made_to_fit()
    {
        var picture = Read(TestPictures.Make(SKEncodedImageFormat.Png, 600, 4800));
        Assert.Equal((300, PictureReader.LongestSide), (picture.Width, picture.Height));
    }

    [Fact]
    public void What_hides_behind_the_pixels_stays_behind()
    {
        byte[] both = [.. TestPictures.Make(SKEncodedImageFormat.Png), .. "<script>alert(1)</script>"u8];
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(Read(both).Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_picture_gives_none()
    {
        Assert.Null(PictureReader.Read([]));
        Assert.Null(PictureReader.Read("Das ist ein Text."u8.ToArray()));
        Assert.Null(PictureReader.Read("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray()));
        Assert.Null(PictureReader.Read([137, 80, 78, 71, 13, 10, 26, 10]));
        Assert.Null(PictureReader.Read("%PDF-1.7"u8.ToArray()));
    }

    [Theory, InlineData(SKEncodedImageFormat.Png), InlineData(SKEncodedImageFormat.Jpeg), InlineData(SKEncodedImageFormat.Webp)]
    public void A_picture_that_was_cut_off_gives_none(SKEncodedImageFormat format)
    {
        var whole = TestPictures.Make(format, 400, 300);
        Assert.Null(PictureReader.Read(whole[..(whole.Length / 2)]));
    }

    [Theory, InlineData(60_000, 60_000), InlineData(int.MaxValue, int.MaxValue), InlineData(50_000_001, 1), InlineData(0, 10)]
    public void A_header_that_promises_more_than_is_sane_costs_no_memory(int width, int height)
    {
        var bomb = TestPictures.Bomb(width, height);
        Assert.InRange(bomb.Length, 1, 10_000);
        var before = Environment.WorkingSet;
        Assert.Null(PictureReader.Read(bomb));
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 150_000_000);
    }

    [Fact]
    public void Damaged_pictures_never_break_anything()
    {
        var (whole, random) = (TestPictures.Photo(6), new Random(4711));
        for (var round = 0; round < 500; round++)
        {
            var copy = (byte[])whole.Clone();
            for (var n = 0; n < 4; n++) copy[random.Next(copy.Length)] = (byte)random.Next(256);
            if (PictureReader.Read(copy) is { } picture) Assert.InRange((long)picture.Width * picture.Height, 1, PictureReader.MostPixels);
        }
    }

    private static Picture Read(byte[] file)
    {
        var picture = PictureReader.Read(file);
        Assert.NotNull(picture);
        Assert.Equal("RIFF", Encoding.ASCII.GetString(picture.Bytes[..4]));
        Assert.Equal("WEBP", Encoding.ASCII.GetString(picture.Bytes[8..12]));
        return picture;
    }

    private static string Corners(Picture picture)
    {
        using var bitmap = SKBitmap.Decode(picture.Bytes);
        var (right, bottom) = (picture.Width - 4, picture.Height - 4);
        return string.Join(' ', new[] { (3, 3), (right, 3), (3, bottom), (right, bottom) }.Select(at => Name(bitmap.GetPixel(at.Item1, at.Item2))));
    }

    private static string Name(SKColor colour) => (colour.Red > 128, colour.Green > 128, colour.Blue > 128) switch
    {
        (true, false, false) => "red",
        (false, true, false) => "lime",
        (false, false, true) => "blue",
        (false, false, false) => "black",
        _ => colour.ToString(),
    };
}
