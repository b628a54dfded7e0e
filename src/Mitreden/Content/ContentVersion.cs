using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;

namespace Mitreden.Content;

/// <summary>A piece of content as an organisation has written it, in place of the one that ships. Nothing changes a version: both databases refuse it.</summary>
/// <remarks>Who wrote it is not kept: it is a text, not a deed.</remarks>
public sealed class ContentVersion : IOrganisationOwned, IAppendOnly
{
    /// <summary>Most characters of a piece of content.</summary>
    public const int Longest = 200_000;

    private ContentVersion() { }

    /// <summary>Key.</summary>
    [Stored("identifies the version", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Unit, item or scenario.</summary>
    [Stored("tells what kind of content it is", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public ContentKind Kind { get; private set; }
    /// <summary>Such as <c>K1</c>.</summary>
    [Stored("tells which piece of content it is", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Key { get; private set; } = "";
    /// <summary>1, 2, 3 and so on.</summary>
    [Stored("orders the versions", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public int Number { get; private set; }
    /// <summary>The content; empty: the one that ships holds again.</summary>
    [Stored("is the content", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Json { get; private set; } = "";
    /// <summary>When it was published.</summary>
    [Stored("tells when the version began to hold", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>Publishes the next version.</summary>
    internal static ContentVersion Publish(Guid organisation, ContentKind kind, string key, int number, string json, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = organisation, Kind = kind, Key = key, Number = number, Json = json, PublishedAt = now,
    };
}
