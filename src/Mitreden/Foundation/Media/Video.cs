using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Media;

/// <summary>Kinds of video that every browser of today plays.</summary>
public enum VideoKind
{
    /// <summary>MPEG-4.</summary>
    Mp4,
    /// <summary>WebM.</summary>
    Webm,
}

/// <summary>An organisation's own video. The file lies beside it in parts (<see cref="VideoPart"/>), so that a backup is one file and every replica can send it.</summary>
/// <remarks>Who uploaded it is not kept: it is a film, not a deed.</remarks>
public sealed class Video : IOrganisationOwned
{
    /// <summary>Most characters of the title.</summary>
    public const int LongestTitle = 120;

    private Video() { }

    /// <summary>Key.</summary>
    [Stored("identifies the video", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>What people call it.</summary>
    [Stored("is the title of the video", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Title { get; private set; } = "";
    /// <summary>Kind of the file.</summary>
    [Stored("tells browsers how to play the video", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public VideoKind Kind { get; private set; }
    /// <summary>Bytes of the file.</summary>
    [Stored("tells how large the video is", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public long Length { get; private set; }
    /// <summary>Names the parts of the file that holds now; a new file has a new name, and the parts of the old one go an hour later.</summary>
    [Stored("finds the parts of the file", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid FileId { get; private set; }
    /// <summary>Captions in German as WebVTT; empty without any.</summary>
    [Stored("lets people read what is said", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Captions { get; private set; } = "";
    /// <summary>Captions in English.</summary>
    [Stored("lets people read what is said", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string CaptionsEn { get; private set; } = "";
    /// <summary>The picture that stands there before the video plays, as WebP; null without one.</summary>
    [Stored("shows what the video is about before it plays", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public byte[]? Poster { get; private set; }

    /// <summary>Counts changes, so that of two authors who write captions nobody overwrites the other.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>Adds a video whose parts have been written.</summary>
    internal static Video Add(Guid organisation, string title, VideoKind kind, long length, Guid file, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = organisation, Title = title, Kind = kind, Length = length, FileId = file,
    };

    /// <summary>Puts another file in place of the one that holds. Title, captions and picture stay: mostly it is the same film, cut anew.</summary>
    /// <returns>Names the parts that are not needed any more.</returns>
    internal Guid Replace(VideoKind kind, long length, Guid file)
    {
        var before = FileId;
        (Kind, Length, FileId, Version) = (kind, length, file, Version + 1);
        return before;
    }

    /// <summary>Says what it is called and what is said in it; the captions have been checked (<see cref="Media.Captions.Check"/>).</summary>
    public void Describe(string title, string captions, string captionsEn) => (Title, Captions, CaptionsEn, Version) = (title, captions, captionsEn, Version + 1);

    /// <summary>Gives it a picture; null takes the picture away.</summary>
    public void Show(Picture? poster) => (Poster, Version) = (poster?.Bytes, Version + 1);

    internal static void Map(EntityTypeBuilder<Video> video)
    {
        video.ToTable("Videos");
        video.Property(v => v.Title).HasMaxLength(LongestTitle);
        video.Property(v => v.Captions).HasMaxLength(Media.Captions.Longest);
        video.Property(v => v.CaptionsEn).HasMaxLength(Media.Captions.Longest);
        video.Property(v => v.Version).IsConcurrencyToken();
    }
}

/// <summary>A piece of a video's file.</summary>
public sealed class VideoPart : IOrganisationOwned
{
    /// <summary>Bytes of every part but the last: small enough to be held in memory for each of a hundred people who watch.</summary>
    public const int Size = 256 * 1024;

    private VideoPart() { }

    /// <summary>The file it belongs to.</summary>
    [Stored("connects the part with its video", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid FileId { get; private set; }
    /// <summary>Place, from 0.</summary>
    [Stored("orders the parts", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Number { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The bytes.</summary>
    [Stored("is a part of the video", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Writes a part.</summary>
    internal static VideoPart Of(Guid organisation, Guid file, int number, byte[] bytes) => new() { OrganisationId = organisation, FileId = file, Number = number, Bytes = bytes };

    internal static void Map(EntityTypeBuilder<VideoPart> part)
    {
        part.ToTable("VideoParts");
        part.HasKey(p => new { p.FileId, p.Number });
    }
}
