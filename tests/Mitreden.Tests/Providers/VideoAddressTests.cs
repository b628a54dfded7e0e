using Mitreden.Foundation.Providers;
using Mitreden.Guidelines.Showing;

namespace Mitreden.Tests.Providers;

/// <summary>Of a pasted address only the provider and the name of the video are kept, and only from providers on the list.</summary>
public sealed class VideoAddressTests
{
    private static readonly Provider Own = new(VideoProvider.PeerTube, "video.muster.de", "video.muster.de", "Muster e. V.", "Deutschland", "https://video.muster.de/about");

    [Theory]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1&t=42s", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("youtu.be/dQw4w9WgXcQ?si=abc", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("http://m.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1")]
    [InlineData("https://vimeo.com/76979871/8272103f6e?share=copy", "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e")]
    [InlineData("https://player.vimeo.com/video/76979871?h=8272103f6e", "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e")]
    [InlineData("https://VIDEO.muster.de/w/kkGMgK9ZtnKfYAgnEtQxbv", "https://video.muster.de/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?p2p=0")]
    [InlineData("https://video.muster.de/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d", "https://video.muster.de/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d?p2p=0")]
    public void The_frame_is_made_of_the_name_of_the_video(string pasted, string frame)
    {
        var found = VideoAddress.Read(pasted, Own);
        Assert.NotNull(found);
        Assert.Equal(frame, found.Provider.Frame(found.Video));
        Assert.StartsWith(found.Provider.Origin + "/", frame, StringComparison.Ordinal);
        // What the page offers to open over there leads back to the same video.
        Assert.Equal(found, VideoAddress.Read(found.Provider.Watch(found.Video), Own));
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://example.org/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ%22onload=x")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXc/")]
    [InlineData("https://www.youtube.com/embed/..%2f..%2f")]
    [InlineData("https://www.youtube.com/playlist?list=PL1")]
    [InlineData("https://vimeo.com/76979871/../../evil")]
    [InlineData("javascript:alert(1)//youtu.be/dQw4w9WgXcQ")]
    [InlineData("https://video.other.de/w/kkGMgK9ZtnKfYAgnEtQxbv")]
    [InlineData("https://video.muster.de/w/kkGMgK9ZtnKfYAgnEtQxbv0O")]
    public void Everything_else_is_no_video(string pasted) => Assert.Null(VideoAddress.Read(pasted, Own));

    [Theory]
    [InlineData("video.muster.de", "video.muster.de")]
    [InlineData(" https://Video.Muster.de/ ", "video.muster.de")]
    [InlineData("https://video.muster.de:9000/", null)]
    [InlineData("localhost", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("[::1]", null)]
    [InlineData("video.muster.de; frame-src *", null)]
    [InlineData("video.muster.de *", null)]
    public void A_host_is_a_name_and_nothing_that_could_widen_the_policy(string typed, string? host) => Assert.Equal(host, VideoHost.Tidy(typed));

    [Theory]
    [InlineData("localhost", "Muster", "Deutschland", "https://muster.de/", ProviderFault.Host, "host")]
    [InlineData("video.muster.de", " ", "Deutschland", "https://muster.de/", ProviderFault.RunBy, "runBy")]
    [InlineData("video.muster.de", "Muster", "", "https://muster.de/", ProviderFault.Country, "country")]
    [InlineData("video.muster.de", "Muster", "Deutschland", "http://muster.de/", ProviderFault.Privacy, "privacy")]
    public void What_people_are_to_read_about_a_host_has_to_be_there(string host, string runBy, string country, string privacy, ProviderFault why, string blamed)
    {
        var refused = Assert.Throws<ProviderException>(() => VideoHost.Begin(Guid.CreateVersion7(), TestApp.Beginning).Set(host, runBy, country, privacy));
        Assert.Equal((why, blamed), (refused.Why, refused.Blamed));
    }

    [Theory]
    [InlineData("", "Gesagt.", 0, ProviderFault.Title, "title")]
    [InlineData("Titel", " ", 0, ProviderFault.Said, "said")]
    [InlineData("Titel", "Gesagt.", GuidelineVideo.LongestSaid + 1, ProviderFault.SaidEn, "saidEn")]
    public void What_is_said_in_a_video_at_a_provider_has_to_be_there(string title, string said, int english, ProviderFault why, string blamed)
    {
        var address = VideoAddress.Read("https://vimeo.com/76979871", null)!;
        var refused = Assert.Throws<ProviderException>(() => GuidelineVideo.Begin(Guid.CreateVersion7(), TestApp.Beginning).ShowProvider(address, title, said, new string('x', english)));
        Assert.Equal((why, blamed), (refused.Why, refused.Blamed));
    }

    [Fact]
    public void Another_word_or_another_operator_is_another_explanation()
    {
        var hashes = new[] { Provider.YouTube, Provider.Vimeo, Own, Own with { Operator = "Andere GmbH" }, Own with { Country = "Schweiz" }, Own with { Privacy = "https://video.muster.de/neu" }, Own with { Name = "v.muster.de", Host = "v.muster.de" } }
            .Select(ProviderWords.Hash).ToList();
        Assert.Equal(hashes.Count, hashes.Distinct().Count());
        Assert.All(hashes, h => Assert.Equal(64, h.Length));
        Assert.Equal(ProviderWords.Hash(Own), ProviderWords.Hash(Own with { }));
    }
}
