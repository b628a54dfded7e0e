using Mitreden.Foundation.Data;

namespace Mitreden.Announcements.Writing;

/// <summary>What an announcement said before it was corrected.</summary>
public sealed class Correction : IOrganisationOwned
{
    private Correction() { }

    /// <summary>Key.</summary>
    [Stored("identifies the correction", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The announcement.</summary>
    [Stored("connects the correction with the announcement", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid AnnouncementId { get; private set; }
    /// <summary>When it was corrected.</summary>
    [Stored("says until when it read like this", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateTimeOffset At { get; private set; }
    /// <summary>Title before.</summary>
    [Stored("shows what was corrected", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Title { get; private set; } = "";
    /// <summary>Text before.</summary>
    [Stored("shows what was corrected", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Text { get; private set; } = "";
    /// <summary>English title before.</summary>
    [Stored("shows what was corrected", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string TitleEn { get; private set; } = "";
    /// <summary>English text before.</summary>
    [Stored("shows what was corrected", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string TextEn { get; private set; } = "";

    /// <summary>What it said.</summary>
    public NewsWords Words => new(Title, Text, TitleEn, TextEn);

    /// <summary>Keeps what an announcement says now.</summary>
    internal static Correction Of(Announcement said, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = said.OrganisationId, AnnouncementId = said.Id, At = now,
        Title = said.Title, Text = said.Text, TitleEn = said.TitleEn, TextEn = said.TextEn,
    };
}

/// <summary>A second reader says something about a draft. It goes when the draft is published.</summary>
public sealed class NewsRemark : IOrganisationOwned
{
    /// <summary>Most characters.</summary>
    public const int Longest = 1000;

    private NewsRemark() { }

    /// <summary>Key.</summary>
    [Stored("identifies the remark", Basis.LegitimateInterest, Keep.Employment, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Employment, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The draft.</summary>
    [Stored("connects the remark with the draft", Basis.LegitimateInterest, Keep.Employment, Seen.Program)]
    public Guid AnnouncementId { get; private set; }
    /// <summary>Who says it.</summary>
    [Stored("tells whom to ask about the remark", Basis.LegitimateInterest, Keep.Employment, Seen.Self | Seen.Reviewers)]
    public Guid By { get; private set; }
    /// <summary>The words.</summary>
    [Stored("is what a second reader says about the draft", Basis.LegitimateInterest, Keep.Employment, Seen.Self | Seen.Reviewers)]
    public string Text { get; private set; } = "";
    /// <summary>When.</summary>
    [Stored("orders the remarks", Basis.LegitimateInterest, Keep.Employment, Seen.Self | Seen.Reviewers)]
    public DateTimeOffset At { get; private set; }

    /// <summary>Says it; only about a draft that is open to second readers.</summary>
    public static NewsRemark Say(Announcement draft, string? text, Guid by, DateTimeOffset now)
    {
        if (draft is not { State: NewsState.Draft, IsOffered: true }) throw new NewsException(NewsFault.NotNow);
        var words = NewsWords.Checked(text, Longest, "remark");
        if (words.Length == 0) throw new NewsException(NewsFault.Empty, "remark");
        return new NewsRemark { Id = Guid.CreateVersion7(now), OrganisationId = draft.OrganisationId, AnnouncementId = draft.Id, By = by, Text = words, At = now };
    }
}
