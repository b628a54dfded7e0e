using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Providers;

namespace Mitreden.Guidelines.Showing;

/// <summary>
/// The video on the guideline's first page: one of the organisation's own, or one at a provider. An organisation has one at most. It explains the
/// guideline and is no part of it: nobody acknowledges a film, and changing it makes no new version.
/// </summary>
public sealed class GuidelineVideo : IOrganisationOwned
{
    /// <summary>Longest title.</summary>
    public const int LongestTitle = 120;
    /// <summary>Longest text of what is said: some ten minutes of speech.</summary>
    public const int LongestSaid = 12_000;

    private GuidelineVideo() { }

    /// <summary>Key.</summary>
    [Stored("identifies the video of the guideline", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>One of the organisation's own videos; null for one at a provider.</summary>
    [Stored("names the organisation's own video", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public Guid? OwnId { get; private set; }
    /// <summary>The provider; null for an own video.</summary>
    [Stored("says where the video is", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public VideoProvider? Provider { get; private set; }
    /// <summary>Host of the provider; where another one is allowed now, the video is not shown.</summary>
    [Stored("says where the video is", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Host { get; private set; } = "";
    /// <summary>Its name there.</summary>
    [Stored("names the video at its provider", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Video { get; private set; } = "";
    /// <summary>What people call a video at a provider.</summary>
    [Stored("is the title of the video", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Title { get; private set; } = "";
    /// <summary>What is said in it, in German, with empty lines between paragraphs.</summary>
    [Stored("lets people read what is said", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Said { get; private set; } = "";
    /// <summary>The same in English; empty where the German text has to do.</summary>
    [Stored("lets people read what is said", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string SaidEn { get; private set; } = "";
    /// <summary>Our own picture that stands there before anything is loaded, as WebP; null without one.</summary>
    [Stored("shows what the video is about without loading anything from outside", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public byte[]? Poster { get; private set; }
    /// <summary>Counts changes, so that of two authors nobody overwrites the other.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>Begins without one.</summary>
    public static GuidelineVideo Begin(Guid organisation, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), OrganisationId = organisation };

    /// <summary>Shows one of the organisation's own videos; title, captions and picture are that one's.</summary>
    public void ShowOwn(Guid video) => (OwnId, Provider, Host, Video, Title, Said, SaidEn, Poster, Version) = (video, null, "", "", "", "", "", null, Version + 1);

    /// <summary>Shows a video at a provider. What is said has to be there to read: nobody has to say yes to a provider to learn what the guideline says.</summary>
    /// <exception cref="ProviderException">Title or text is missing or too long.</exception>
    public void ShowProvider(VideoAddress address, string? title, string? said, string? saidEn)
    {
        var (name, german, english) = (Tidy(title), Tidy(said), Tidy(saidEn));
        if (name.Length is 0 or > LongestTitle) throw new ProviderException(ProviderFault.Title, nameof(title));
        if (german.Length is 0 or > LongestSaid) throw new ProviderException(ProviderFault.Said, nameof(said));
        if (english.Length > LongestSaid) throw new ProviderException(ProviderFault.SaidEn, nameof(saidEn));
        (OwnId, Provider, Host, Video, Title, Said, SaidEn, Version) = (null, address.Provider.Kind, address.Provider.Host, address.Video, name, german, english, Version + 1);
    }

    /// <summary>Gives it a picture; null takes it away.</summary>
    public void Picture(Picture? poster) => (Poster, Version) = (poster?.Bytes, Version + 1);

    private static string Tidy(string? text) => (text ?? "").Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings("\n").Trim();

    internal static void Map(EntityTypeBuilder<GuidelineVideo> video)
    {
        video.ToTable("GuidelineVideos");
        video.Property(v => v.Host).HasMaxLength(VideoHost.LongestHost);
        video.Property(v => v.Video).HasMaxLength(VideoAddress.LongestVideo);
        video.Property(v => v.Title).HasMaxLength(LongestTitle);
        video.Property(v => v.Said).HasMaxLength(LongestSaid);
        video.Property(v => v.SaidEn).HasMaxLength(LongestSaid);
        video.Property(v => v.Version).IsConcurrencyToken();
        video.HasIndex(v => v.OrganisationId).IsUnique();
    }
}
