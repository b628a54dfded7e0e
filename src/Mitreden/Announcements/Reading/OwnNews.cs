using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;

namespace Mitreden.Announcements.Reading;

/// <summary>
/// What somebody has opened and answered, sealed for that person alone. There is a row for everybody, made for all at once, so that even its being
/// there says nothing; on SQLite the rows lie in the order of their keys.
/// </summary>
public sealed class OwnNews : SealedRow, IUnordered
{
    /// <inheritdoc />
    public override string Purpose => "announcements";
}

/// <summary>What stands in it.</summary>
public sealed record MyNews
{
    /// <summary>Announcements that were opened, the latest last.</summary>
    public IReadOnlyList<Guid> Read { get; init; } = [];
    /// <summary>Feedback rounds that were answered.</summary>
    public IReadOnlyList<Guid> Answered { get; init; } = [];
    /// <summary>True when the person wants no mails about news.</summary>
    public bool NoMail { get; init; }

    /// <summary>The same with one more announcement opened.</summary>
    public MyNews Opened(Guid announcement) => Read.Contains(announcement) ? this : this with { Read = [.. Read, announcement] };

    /// <summary>The same with one more round answered.</summary>
    public MyNews Answers(Guid round) => Answered.Contains(round) ? this : this with { Answered = [.. Answered, round] };

    /// <summary>The same with a round that was not answered after all.</summary>
    public MyNews TakesBack(Guid round) => this with { Answered = [.. Answered.Where(a => a != round)] };

    /// <summary>The same without what nobody asks for any more; itself when there is nothing of that.</summary>
    /// <param name="news">Announcements that are still counted.</param>
    /// <param name="rounds">Rounds that can still be answered.</param>
    public MyNews Only(IReadOnlySet<Guid> news, IReadOnlySet<Guid> rounds) => Read.All(news.Contains) && Answered.All(rounds.Contains)
        ? this : this with { Read = [.. Read.Where(news.Contains)], Answered = [.. Answered.Where(rounds.Contains)] };
}

/// <summary>About how many of all employees were informed before the start.</summary>
public sealed class NewsReach : IOrganisationOwned
{
    private NewsReach() { }

    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The band, as of last night.</summary>
    [Stored("tells whether people know before the start, never who", Basis.NotPersonal, Keep.Organisation, Seen.Counted)]
    public Contracts.Band Readers { get; private set; }
    /// <summary>How many were to be reached when that was last measured anew, without those who write news; null before.</summary>
    [Stored("is what the readers are measured against, so that one who comes or goes shows nothing", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int? Audience { get; private set; }

    /// <summary>Begins without a count.</summary>
    public static NewsReach Of(Guid organisation) => new() { OrganisationId = organisation };

    /// <summary>
    /// What last night has shown. As with an announcement the band only rises; when a crowd has come since, it is measured anew, for it would speak of a
    /// company that is not there any more.
    /// </summary>
    internal void Count(int some, int all)
    {
        if (Audience is null || all >= Audience + Few.FewestPicked) (Audience, Readers) = (all, Contracts.Band.NotYet);
        var readers = Contracts.Bands.Of(some, Math.Max(Audience ?? all, all));
        if (readers > Readers) Readers = readers;
    }

    /// <summary>Nothing informs people before the start.</summary>
    internal void Forget() => (Audience, Readers) = (null, Contracts.Band.NotYet);
}
