using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Posting;

/// <summary>Somebody has held all scheduled posts, or lets them go out again. The last change says how it stands; none is ever altered.</summary>
public sealed class PostingChange : IOrganisationOwned
{
    /// <summary>Most characters of a reason.</summary>
    public const int LongestWhy = 500;

    private PostingChange() { }

    /// <summary>Key.</summary>
    [Stored("identifies the change", Basis.NotPersonal, Keep.Stopped, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Place among the organisation's changes, from 1: of two people who switch at once the first one wins.</summary>
    [Stored("orders the changes", Basis.NotPersonal, Keep.Stopped, Seen.Program)]
    public int Number { get; private set; }
    /// <summary>True when posts are held from now on.</summary>
    [Stored("says whether scheduled posts go out", Basis.LegitimateInterest, Keep.Stopped, Seen.Self | Seen.Desk)]
    public bool Held { get; private set; }
    /// <summary>Who did it.</summary>
    [Stored("tells the team whom to ask", Basis.LegitimateInterest, Keep.Stopped, Seen.Self | Seen.Desk)]
    public Guid By { get; private set; }
    /// <summary>When.</summary>
    [Stored("tells the team since when", Basis.LegitimateInterest, Keep.Stopped, Seen.Self | Seen.Desk)]
    public DateTimeOffset At { get; private set; }
    /// <summary>Why; may be empty when posts are held.</summary>
    [Stored("tells the team why", Basis.LegitimateInterest, Keep.Stopped, Seen.Self | Seen.Desk)]
    public string Why { get; private set; } = "";
    /// <summary>The discussion because of which posts are held, or null.</summary>
    [Stored("leads the team to the cause", Basis.LegitimateInterest, Keep.Stopped, Seen.Desk)]
    public Guid? DiscussionId { get; private set; }

    /// <summary>Scheduled posts are held: one tap, and a reason only for whoever has the time.</summary>
    public static PostingChange Hold(Guid organisation, PostingChange? last, Guid by, string? why, Guid? discussion, DateTimeOffset now) =>
        Next(organisation, last, true, by, Words(why), discussion, now);

    /// <summary>They go out again, for a reason.</summary>
    public static PostingChange Release(Guid organisation, PostingChange last, Guid by, string? why, DateTimeOffset now) => Words(why) is { Length: > 0 } words
        ? Next(organisation, last, false, by, words, last.DiscussionId, now) : throw new NotNowException(NotNow.Empty, "why");

    private static PostingChange Next(Guid organisation, PostingChange? last, bool held, Guid by, string why, Guid? discussion, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = organisation, Number = (last?.Number ?? 0) + 1, Held = held, By = by, At = now, Why = why, DiscussionId = discussion,
    };

    private static string Words(string? why)
    {
        var words = Typed.Of(why);
        return words.Length <= LongestWhy ? words : throw new NotNowException(NotNow.TooLong, "why", LongestWhy);
    }
}
