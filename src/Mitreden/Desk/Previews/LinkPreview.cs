using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;

namespace Mitreden.Desk.Previews;

/// <summary>What a look at a link came to.</summary>
public enum PreviewState
{
    /// <summary>There is something to read.</summary>
    Read = 1,
    /// <summary>It is not open to us: one has to be signed in there, or programs are turned away.</summary>
    Closed = 2,
    /// <summary>There is nothing any more.</summary>
    Gone = 3,
    /// <summary>Nobody answers there, or it is an address that we do not ask.</summary>
    Silent = 4,
    /// <summary>It is no page with words on it.</summary>
    NoPage = 5,
}

/// <summary>
/// What stood under the link of a report when it came: as words, never as HTML, with at most one picture encoded anew. It stays with the
/// discussion and goes with it.
/// </summary>
public sealed class LinkPreview : IOrganisationOwned
{
    /// <summary>Most characters of the page's text; what comes after is left out.</summary>
    public const int LongestText = 20_000;
    /// <summary>Most characters of the description.</summary>
    public const int LongestDescription = 1000;
    /// <summary>Most characters of the site's name.</summary>
    public const int LongestSite = 100;

    private LinkPreview() { }

    /// <summary>Key.</summary>
    [Stored("identifies the preview", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The discussion; one preview for each.</summary>
    [Stored("connects the preview with its discussion", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid DiscussionId { get; private set; }
    /// <summary>What the look came to.</summary>
    [Stored("says whether the link could be read", Basis.NotPersonal, Keep.Case, Seen.Self | Seen.Desk)]
    public PreviewState State { get; private set; }
    /// <summary>When we looked.</summary>
    [Stored("says since when it may have changed", Basis.NotPersonal, Keep.Case, Seen.Self | Seen.Desk)]
    public DateTimeOffset ReadAt { get; private set; }
    /// <summary>Name of the site.</summary>
    [Stored("shows where it was said", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public string Site { get; private set; } = "";
    /// <summary>Title of the page.</summary>
    [Stored("shows what it was about", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public string Title { get; private set; } = "";
    /// <summary>What the page says about itself.</summary>
    [Stored("shows what it was about", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public string Description { get; private set; } = "";
    /// <summary>The words that could be read there.</summary>
    [Stored("keeps what was said, even when it is deleted there", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public string Text { get; private set; } = "";
    /// <summary>The page's own picture as WebP, or null.</summary>
    [Stored("shows what it was about", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public byte[]? Bytes { get; private set; }
    /// <summary>Width of the picture in pixels.</summary>
    [Stored("keeps the page from jumping while it loads", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Width { get; private set; }
    /// <summary>Height of the picture in pixels.</summary>
    [Stored("keeps the page from jumping while it loads", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Height { get; private set; }

    /// <summary>Keeps what was found.</summary>
    public static LinkPreview Of(Guid organisation, Guid discussion, Found found, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = organisation, DiscussionId = discussion, State = found.State, ReadAt = now,
        Site = found.Words.Site, Title = found.Words.Title, Description = found.Words.Description, Text = found.Words.Text,
        Bytes = found.Picture?.Bytes, Width = found.Picture?.Width ?? 0, Height = found.Picture?.Height ?? 0,
    };
}

/// <summary>What a look at a link has found.</summary>
/// <param name="State">What it came to.</param>
/// <param name="Words">The page in words; empty unless it could be read.</param>
/// <param name="Picture">Its picture, or null.</param>
public sealed record Found(PreviewState State, PageWords Words, Picture? Picture)
{
    /// <summary>Nothing to read.</summary>
    public static Found Nothing(PreviewState why) => new(why, PageWords.None, null);
}
