using Mitreden.Announcements.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;

namespace Mitreden.Announcements.Writing;

/// <summary>Where an announcement stands.</summary>
public enum NewsState
{
    /// <summary>Seen by those who write.</summary>
    Draft = 1,
    /// <summary>Read by everybody it is for.</summary>
    Published = 2,
    /// <summary>Taken back; that it was there, and why it is not any more, stays.</summary>
    Withdrawn = 3,
}

/// <summary>For whom, and what stands beside the words.</summary>
/// <param name="Departments">Departments it is for; empty for everybody.</param>
/// <param name="Link">Address in this program that it leads to; empty for none.</param>
/// <param name="Video">Own video that is shown, or null.</param>
/// <param name="BeforeStart">True when it informs people before the company starts with social media.</param>
public sealed record NewsFrame(IReadOnlyList<string> Departments, string Link, Guid? Video, bool BeforeStart)
{
    /// <summary>Most departments.</summary>
    public const int MostDepartments = 40;
    /// <summary>Longest link.</summary>
    public const int LongestLink = 200;
}

/// <summary>Something that the company tells its people.</summary>
public sealed class Announcement : IOrganisationOwned
{
    /// <summary>Longest reason for taking it back.</summary>
    public const int LongestReason = 500;
    /// <summary>Longest stored list of departments.</summary>
    public const int LongestDepartments = 5000;
    /// <summary>Days for which it is counted how many have opened it, and remembered by each person whether they have.</summary>
    public const int CountedDays = 90;

    private Announcement() { }

    /// <summary>Key.</summary>
    [Stored("identifies the announcement", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Where it stands.</summary>
    [Stored("says whether people can read it", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public NewsState State { get; private set; }
    /// <summary>Title.</summary>
    [Stored("is the announcement", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Title { get; private set; } = "";
    /// <summary>Text in Markdown.</summary>
    [Stored("is the announcement", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Text { get; private set; } = "";
    /// <summary>English title; may be empty.</summary>
    [Stored("is the announcement", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string TitleEn { get; private set; } = "";
    /// <summary>English text; may be empty.</summary>
    [Stored("is the announcement", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string TextEn { get; private set; } = "";
    /// <summary>Departments it is for, one a line; empty for everybody.</summary>
    [Stored("says for whom it is", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Departments { get; private set; } = "";
    /// <summary>Address in this program that it leads to; empty for none.</summary>
    [Stored("leads to what it is about", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Link { get; private set; } = "";
    /// <summary>Own video, or null.</summary>
    [Stored("shows a video beside the words", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public Guid? Video { get; private set; }
    /// <summary>True when it informs people before the start.</summary>
    [Stored("tells whether people know before the start", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public bool BeforeStart { get; private set; }
    /// <summary>True while colleagues are asked to look at the draft.</summary>
    [Stored("shows the draft to a second reader", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers)]
    public bool IsOffered { get; private set; }
    /// <summary>Who stands for it: who has published it, or before that who wrote last.</summary>
    [Stored("names who stands behind an announcement", Basis.LegitimateInterest, Keep.Employment, Seen.Everybody)]
    public Guid? By { get; private set; }
    /// <summary>When it was published, or null.</summary>
    [Stored("puts the newest announcement first", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateTimeOffset? PublishedAt { get; private set; }
    /// <summary>When it was corrected last, or null.</summary>
    [Stored("says that the text has changed", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateTimeOffset? CorrectedAt { get; private set; }
    /// <summary>When anything about it changed last.</summary>
    [Stored("brings changes to open pages", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>Why it was taken back; empty while it was not.</summary>
    [Stored("says why it was taken back", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Reason { get; private set; } = "";
    /// <summary>About how many have read it, as of last night.</summary>
    [Stored("tells the writers whether it has arrived, never who has read it", Basis.NotPersonal, Keep.Organisation, Seen.Counted)]
    public Band Readers { get; private set; }
    /// <summary>To how many it went in the first night, without those who write news; null before.</summary>
    [Stored("is what the readers are measured against, so that one who comes or goes shows nothing", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int? Audience { get; private set; }
    /// <summary>Counts changes.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>What it says.</summary>
    public NewsWords Words => new(Title, Text, TitleEn, TextEn);
    /// <summary>What stands beside the words.</summary>
    public NewsFrame Frame => new(Departments.Split('\n', StringSplitOptions.RemoveEmptyEntries), Link, Video, BeforeStart);

    /// <summary>Begins a draft with nothing in it.</summary>
    public static Announcement Begin(Guid organisation, Guid by, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), OrganisationId = organisation, State = NewsState.Draft, By = by, ChangedAt = now, Version = 1 };

    /// <summary>Writes the draft.</summary>
    public void Write(NewsWords words, NewsFrame frame, Guid by, DateTimeOffset now)
    {
        Demand(NewsState.Draft);
        Say(words);
        (Departments, Link, Video, BeforeStart) = (string.Join('\n', frame.Departments), frame.Link, frame.Video, frame.BeforeStart);
        (By, ChangedAt, Version) = (by, now, Version + 1);
    }

    /// <summary>Asks colleagues to look at the draft, or asks no more.</summary>
    public void Offer(bool open, DateTimeOffset now)
    {
        Demand(NewsState.Draft);
        if (IsOffered != open) (IsOffered, ChangedAt, Version) = (open, now, Version + 1);
    }

    /// <summary>Publishes it. To do it again changes nothing.</summary>
    /// <returns>True when it is new to people.</returns>
    public bool Publish(Guid by, DateTimeOffset now)
    {
        if (State == NewsState.Published) return false;
        Demand(NewsState.Draft);
        Words.Demand();
        (State, By, PublishedAt, ChangedAt, IsOffered, Version) = (NewsState.Published, by, now, now, false, Version + 1);
        return true;
    }

    /// <summary>Corrects what is published; what it said before is kept beside it, for everybody to compare.</summary>
    public Correction Correct(NewsWords words, DateTimeOffset now)
    {
        Demand(NewsState.Published);
        words.Demand();
        if (words == Words) throw new NewsException(NewsFault.Unchanged);
        var before = Correction.Of(this, now);
        Say(words);
        (CorrectedAt, ChangedAt, Version) = (now, now, Version + 1);
        return before;
    }

    /// <summary>Takes it back, with a reason that everybody reads.</summary>
    public void Withdraw(string? reason, DateTimeOffset now)
    {
        Demand(NewsState.Published);
        var why = NewsWords.Checked(reason, LongestReason, "reason");
        if (why.Length == 0) throw new NewsException(NewsFault.Empty, "reason");
        (State, Reason, ChangedAt, Version) = (NewsState.Withdrawn, why, now, Version + 1);
    }

    /// <summary>True while it is counted how many have opened it: information before the start always, everything else for <see cref="CountedDays"/>.</summary>
    public bool IsCounted(DateTimeOffset now) => BeforeStart || PublishedAt >= now.AddDays(-CountedDays);

    /// <summary>It goes to so many people who were picked. Of too few it is never counted how many have read it.</summary>
    internal void GoesTo(int people)
    {
        if (people < Few.FewestPicked) (Audience, Readers) = (people, Band.Small);
    }

    /// <summary>
    /// What last night's count has shown; no change that anybody is told of. The band only rises, and is measured against no fewer than in the first night:
    /// whoever is moved away for one night, or comes for one, does not show whether they had read.
    /// </summary>
    internal void Count(int some, int all)
    {
        int first = Audience ??= all;
        var readers = Departments.Length > 0 && first < Few.FewestPicked ? Band.Small : Bands.Of(some, Math.Max(first, all));
        if (readers > Readers) Readers = readers;
    }

    /// <summary>Whoever stood for it is erased; the announcement was the company's.</summary>
    internal void Forget() => By = null;

    private void Say(NewsWords words) => (Title, Text, TitleEn, TextEn) = (words.Title, words.Text, words.TitleEn, words.TextEn);

    private void Demand(NewsState state)
    {
        if (State != state) throw new NewsException(NewsFault.NotNow);
    }
}
