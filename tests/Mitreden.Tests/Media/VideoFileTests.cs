using System.Text;
using Mitreden.Foundation.Media;

namespace Mitreden.Tests.Media;

/// <summary>A file is what is in it.</summary>
public sealed class VideoFileTests
{
    [Fact]
    public async Task Films_that_browsers_play_are_known_by_their_content()
    {
        Assert.Equal((VideoKind.Mp4, null), await ReadAsync(Films.Mp4()));
        Assert.Equal((VideoKind.Mp4, null), await ReadAsync(Films.Mp4(brand: "mp42")));
        Assert.Equal((VideoKind.Webm, null), await ReadAsync(Films.Webm()));
        // Browsers that record do not know the length beforehand: seven or eight bytes of ones.
        var live = Films.Webm();
        var segment = live.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x18, 0x53, 0x80, 0x67]);
        Assert.Equal((VideoKind.Webm, null), await ReadAsync([.. live[..(segment + 4)], 0x01, 255, 255, 255, 255, 255, 255, 255, .. new byte[100]]));
    }

    [Fact]
    public async Task Everything_else_is_refused_with_its_reason()
    {
        Assert.Equal((null, VideoFault.Empty), await ReadAsync([]));
        Assert.Equal((null, VideoFault.NotAVideo), await ReadAsync("Das ist ein Text."u8.ToArray()));
        Assert.Equal((null, VideoFault.NotAVideo), await ReadAsync(Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>")));
        Assert.Equal((null, VideoFault.NotAVideo), await ReadAsync(Films.Mp4(brand: "heic")));
        Assert.Equal((null, VideoFault.NotAVideo), await ReadAsync(Films.Mp4(brand: "M4A ")));
        Assert.Equal((null, VideoFault.NotAVideo), await ReadAsync(Films.Webm(kind: "matroska")));
        Assert.Equal((null, VideoFault.QuickTime), await ReadAsync(Films.Mp4(brand: "qt  ")));
    }

    [Fact]
    public async Task A_file_that_ends_before_its_end_is_broken()
    {
        var whole = Films.Mp4();
        Assert.Equal((null, VideoFault.Broken), await ReadAsync(whole[..^1000]));
        Assert.Equal((null, VideoFault.Broken), await ReadAsync(whole[..200]));
        Assert.Equal((null, VideoFault.Broken), await ReadAsync(Films.Webm(promised: 5000)));
    }

    [Fact]
    public async Task No_file_brings_the_reader_down()
    {
        var random = new Random(7);
        foreach (var whole in new[] { Films.Mp4(3000), Films.Webm() })
            for (var round = 0; round < 500; round++)
            {
                var copy = whole[..random.Next(1, whole.Length)];
                for (var n = 0; n < 5; n++) copy[random.Next(copy.Length)] = (byte)random.Next(256);
                await ReadAsync(copy);
            }
    }

    private static async Task<(VideoKind?, VideoFault?)> ReadAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return await VideoFile.ReadAsync(stream, CancellationToken.None);
    }
}
