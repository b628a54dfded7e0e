using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;

namespace Mitreden.Desk.Reporting;

/// <summary>A screenshot of a discussion, re-encoded without metadata. Kept beside the row, so that a backup is one file.</summary>
public sealed class Screenshot : IOrganisationOwned
{
    private Screenshot() { }

    /// <summary>Key.</summary>
    [Stored("identifies the screenshot", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The discussion.</summary>
    [Stored("connects the screenshot with its discussion", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid DiscussionId { get; private set; }
    /// <summary>Place, from 1.</summary>
    [Stored("orders the screenshots", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Number { get; private set; }
    /// <summary>The picture as WebP.</summary>
    [Stored("shows what was said where no link leads", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public byte[] Bytes { get; private set; } = [];
    /// <summary>Width in pixels.</summary>
    [Stored("keeps the page from jumping while it loads", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Width { get; private set; }
    /// <summary>Height in pixels.</summary>
    [Stored("keeps the page from jumping while it loads", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Height { get; private set; }

    /// <summary>Hangs a picture on a discussion.</summary>
    public static Screenshot Of(Discussion discussion, int number, Picture picture) => new()
    {
        Id = Guid.CreateVersion7(discussion.ReportedAt), OrganisationId = discussion.OrganisationId, DiscussionId = discussion.Id,
        Number = number, Bytes = picture.Bytes, Width = picture.Width, Height = picture.Height,
    };
}
