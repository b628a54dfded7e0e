using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;

namespace Mitreden.Announcements.Rounds;

/// <summary>What people have said, and what came of it.</summary>
/// <param name="Said">What they have said.</param>
/// <param name="Changed">True when something was changed because of it.</param>
/// <param name="Text">What was changed, or why not.</param>
public sealed record SaidPair(string Said, bool Changed, string Text)
{
    /// <summary>Longest half.</summary>
    public const int Longest = 600;
    /// <summary>Most pairs of a round.</summary>
    public const int Most = 5;
}

/// <summary>One to five questions to everybody or some departments, for some days; afterwards what came of the answers.</summary>
public sealed class FeedbackRound : IOrganisationOwned
{
    /// <summary>Longest title.</summary>
    public const int LongestTitle = 120;
    /// <summary>Most questions.</summary>
    public const int MostQuestions = 5;
    /// <summary>Most days for which a round is open.</summary>
    public const int MostDays = 60;
    /// <summary>Days after its end on which whoever leads it is reminded that nobody knows yet what came of it.</summary>
    public const int Patience = 28;
    /// <summary>Longest stored form of questions or pairs.</summary>
    public const int LongestStored = 80_000;

    /// <summary>Letters stay letters, as in files of content: an escaped ü would take the room of six.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private FeedbackRound() { }

    /// <summary>Key.</summary>
    [Stored("identifies the round", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Template it was made from; empty for none.</summary>
    [Stored("knows where the questions come from", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public string Template { get; private set; } = "";
    /// <summary>Title.</summary>
    [Stored("is what the round is called", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Title { get; private set; } = "";
    /// <summary>English title; may be empty.</summary>
    [Stored("is what the round is called", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string TitleEn { get; private set; } = "";
    /// <summary>Departments that are asked, one a line; empty for everybody.</summary>
    [Stored("says who is asked", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Departments { get; private set; } = "";
    /// <summary>The questions as JSON.</summary>
    [Stored("is what is asked", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Asked { get; private set; } = "[]";
    /// <summary>First day; null for a draft.</summary>
    [Stored("says from when on it is asked", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateOnly? OpensOn { get; private set; }
    /// <summary>Last day; it still belongs to it.</summary>
    [Stored("says until when it is asked", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateOnly? ClosesOn { get; private set; }
    /// <summary>What people have said and what came of it, as JSON.</summary>
    [Stored("tells people what came of their answers", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Said { get; private set; } = "[]";
    /// <summary>When that was published; null before.</summary>
    [Stored("says when people were told what came of it", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateTimeOffset? SaidAt { get; private set; }
    /// <summary>Who has opened the round; null once they are erased.</summary>
    [Stored("names who asks", Basis.LegitimateInterest, Keep.Employment, Seen.Everybody)]
    public Guid? By { get; private set; }
    /// <summary>How many of those who are asked lead rounds themselves, as it was when it opened.</summary>
    [Stored("says how many answers it takes beside those that the readers know, their own", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Leads { get; private set; }
    /// <summary>Counts changes.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>The questions.</summary>
    public IReadOnlyList<RoundQuestion> Questions => JsonSerializer.Deserialize<List<RoundQuestion>>(Asked)!;
    /// <summary>What came of it.</summary>
    public IReadOnlyList<SaidPair> Pairs => JsonSerializer.Deserialize<List<SaidPair>>(Said)!;

    /// <summary>Begins a draft, from a template or with nothing in it.</summary>
    public static FeedbackRound Begin(Guid organisation, RoundTemplate? template, Guid by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = organisation, Template = template?.Id ?? "", Title = template?.Title.Du ?? "", TitleEn = template?.Title.English ?? "",
        Asked = Written(template?.Questions ?? [], "questions"), By = by, Version = 1,
    };

    /// <summary>True on the days on which it is open.</summary>
    public bool IsOpen(DateOnly today) => OpensOn is not null && today >= OpensOn && today <= ClosesOn;

    /// <summary>True once its last day is over.</summary>
    public bool IsOver(DateOnly today) => ClosesOn is { } last && today > last;

    /// <summary>The title that somebody reads.</summary>
    public string TitleIn(string? language) => language == "en" && TitleEn.Length > 0 ? TitleEn : Title;

    /// <summary>Writes the draft.</summary>
    /// <exception cref="NewsException">It is open already, or something is too long.</exception>
    public void Write(string? title, string? titleEn, IReadOnlyList<RoundQuestion> questions, IReadOnlyList<string> departments)
    {
        if (OpensOn is not null) throw new NewsException(NewsFault.NotNow);
        (Title, TitleEn) = (NewsWords.Checked(title, LongestTitle, "title"), NewsWords.Checked(titleEn, LongestTitle, "title-en"));
        if (questions.Count > MostQuestions) throw new NewsException(NewsFault.TooLong, "questions");
        (Asked, Departments, Version) = (Written(questions, "questions"), string.Join('\n', departments), Version + 1);
    }

    /// <summary>Opens it today. Afterwards nobody changes a word: answers belong to the question that was read.</summary>
    /// <param name="today">Today, by the clock of the organisation.</param>
    /// <param name="days">For how many days, today among them.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="leads">How many of those who are asked lead rounds themselves.</param>
    public void Open(DateOnly today, int days, Guid by, int leads = 0)
    {
        if (OpensOn is not null) throw new NewsException(NewsFault.NotNow);
        if (Title.Length == 0) throw new NewsException(NewsFault.Empty, "title");
        if (Questions.Count == 0 || Questions.Any(q => q.Text.Du.Length == 0 || q is { Kind: AskKind.Choice, Options.Count: < 2 })) throw new NewsException(NewsFault.Empty, "questions");
        if (days is < 1 or > MostDays) throw new NewsException(NewsFault.TooLong, "days");
        (OpensOn, ClosesOn, By, Leads, Version) = (today, today.AddDays(days - 1), by, leads, Version + 1);
    }

    /// <summary>Tells everybody what came of it; may be said again in other words.</summary>
    /// <exception cref="NewsException">It is not over yet, or something is missing or too long.</exception>
    public void Say(IReadOnlyList<SaidPair> pairs, DateOnly today, DateTimeOffset now)
    {
        if (!IsOver(today)) throw new NewsException(NewsFault.NotNow);
        if (pairs.Count == 0 || pairs.Any(p => p.Said.Length == 0 || p.Text.Length == 0)) throw new NewsException(NewsFault.Empty, "pairs");
        if (pairs.Count > SaidPair.Most || pairs.Any(p => p.Said.Length > SaidPair.Longest || p.Text.Length > SaidPair.Longest)) throw new NewsException(NewsFault.TooLong, "pairs");
        (Said, SaidAt, Version) = (Written(pairs, "pairs"), SaidAt ?? now, Version + 1);
    }

    /// <summary>Whoever asked is erased; the round was the company's.</summary>
    internal void Forget() => By = null;

    /// <summary>As it is stored. Quotation marks and smileys take the room of six letters each, so that it may be too long although every text fits.</summary>
    private static string Written<T>(IReadOnlyList<T> list, string field) =>
        JsonSerializer.Serialize(list, Plain) is { Length: <= LongestStored } json ? json : throw new NewsException(NewsFault.TooLong, field);
}
