using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Afterwards;

/// <summary>What four short questions were answered with. Nobody is named, because a mistake has a cause and not an owner.</summary>
/// <param name="Happened">What happened?</param>
/// <param name="Well">What went well?</param>
/// <param name="Hard">What made it harder than it had to be?</param>
/// <param name="Change">What do we change?</param>
public sealed record DebriefAnswers(string Happened, string Well, string Hard, string Change)
{
    /// <summary>Answers in the order of the questions, by the name of their field.</summary>
    public IEnumerable<(string Field, string Text)> All => [("happened", Happened), ("well", Well), ("hard", Hard), ("change", Change)];
}

/// <summary>The debrief of a closed discussion: one for each, open to changes until somebody signs it off.</summary>
public sealed class Debrief : IOrganisationOwned
{
    /// <summary>Most characters of an answer.</summary>
    public const int Longest = 2000;

    private Debrief() { }

    /// <summary>Key.</summary>
    [Stored("identifies the debrief", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The discussion.</summary>
    [Stored("says which discussion it belongs to", Basis.NotPersonal, Keep.Case, Seen.Desk)]
    public Guid DiscussionId { get; private set; }
    /// <summary>What happened.</summary>
    [Stored("lets the team learn from a discussion", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public string Happened { get; private set; } = "";
    /// <summary>What went well.</summary>
    [Stored("lets the team learn from a discussion", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public string Well { get; private set; } = "";
    /// <summary>What made it harder than it had to be.</summary>
    [Stored("lets the team learn from a discussion", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public string Hard { get; private set; } = "";
    /// <summary>What is changed.</summary>
    [Stored("lets the team learn from a discussion", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public string Change { get; private set; } = "";
    /// <summary>Who signed it off, or null.</summary>
    [Stored("says that the debrief holds", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public Guid? SignedBy { get; private set; }
    /// <summary>When it was signed off, or null.</summary>
    [Stored("says that the debrief holds", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public DateTimeOffset? SignedAt { get; private set; }
    /// <summary>Counts changes, so that of two people who write at once the first one wins.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>The answers.</summary>
    public DebriefAnswers Answers => new(Happened, Well, Hard, Change);

    /// <summary>The first answers.</summary>
    public static Debrief Of(Discussion discussion, Guid by, DebriefAnswers answers, DateTimeOffset now)
    {
        var debrief = new Debrief { Id = Guid.CreateVersion7(now), OrganisationId = discussion.OrganisationId, DiscussionId = discussion.Id };
        debrief.Write(0, answers);
        discussion.Debriefed(by, now);
        return debrief;
    }

    /// <summary>Changes the answers, as long as nobody has signed them off. The same answers again change nothing.</summary>
    /// <param name="version">The version that the writer has read; 0 before the first.</param>
    /// <param name="answers">The answers; each needs words, at most <see cref="Longest"/> characters.</param>
    public void Write(int version, DebriefAnswers answers)
    {
        if (SignedAt is not null) throw new NotNowException(NotNow.SignedOff);
        var tidy = new DebriefAnswers(Typed.Of(answers.Happened), Typed.Of(answers.Well), Typed.Of(answers.Hard), Typed.Of(answers.Change));
        foreach (var (field, text) in tidy.All)
        {
            if (text.Length == 0) throw new NotNowException(NotNow.Empty, field);
            if (text.Length > Longest) throw new NotNowException(NotNow.TooLong, field, Longest);
        }
        if (tidy == Answers) return;
        if (version != Version) throw new NotNowException(NotNow.Changed);
        (Happened, Well, Hard, Change) = tidy;
        Version++;
    }

    /// <summary>Signs the answers off; from then on they stay. Signing twice changes nothing.</summary>
    /// <param name="version">The version that was read.</param>
    /// <param name="discussion">Its discussion.</param>
    /// <param name="by">Desk member.</param>
    /// <param name="now">Time.</param>
    public void SignOff(int version, Discussion discussion, Guid by, DateTimeOffset now)
    {
        if (SignedAt is not null) return;
        if (version != Version) throw new NotNowException(NotNow.Changed);
        discussion.DebriefSignedOff(by, now);
        (SignedBy, SignedAt) = (by, now);
        Version++;
    }
}
