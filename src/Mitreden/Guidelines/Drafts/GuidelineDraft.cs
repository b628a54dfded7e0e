using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;

namespace Mitreden.Guidelines.Drafts;

/// <summary>Why something cannot be done with a draft now; each has a text.</summary>
public enum NotYet
{
    /// <summary>The text has changed since the person read it.</summary>
    Changed,
    /// <summary>Nobody has asked for a second look.</summary>
    NotOffered,
    /// <summary>Whoever wrote the present form does not publish it while there is somebody else who could.</summary>
    OwnWords,
    /// <summary>The only author says why nobody else has looked.</summary>
    NoReason,
    /// <summary>The reason or the comment is too long.</summary>
    TooLong,
    /// <summary>There are no words in the comment.</summary>
    Empty,
    /// <summary>The text is the same as in the version that holds.</summary>
    Unchanged,
}

/// <summary>Something cannot be done with a draft now.</summary>
public sealed class NotYetException(NotYet why) : Exception(why.ToString())
{
    /// <summary>The reason.</summary>
    public NotYet Why => why;
}

/// <summary>Where a draft stands.</summary>
public enum DraftState
{
    /// <summary>It is being written; only authors see it.</summary>
    Writing,
    /// <summary>It lies open for a second look and for comments.</summary>
    Offered,
}

/// <summary>The next version of the guideline on its way; an organisation has one at most. It goes when it is published or thrown away.</summary>
public sealed class GuidelineDraft : IOrganisationOwned
{
    /// <summary>Most characters of the reason of somebody who publishes alone.</summary>
    public const int LongestReason = 500;

    private GuidelineDraft() { }

    /// <summary>Key.</summary>
    [Stored("identifies the draft", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Number of the version on which it stands.</summary>
    [Stored("tells what the draft changes", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int StandsOn { get; private set; }
    /// <summary>The text as a <see cref="DraftText"/>.</summary>
    [Stored("is the next version of the guideline", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers)]
    public string Json { get; private set; } = "";
    /// <summary>Where it stands.</summary>
    [Stored("says what has to happen next", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers)]
    public DraftState State { get; private set; }
    /// <summary>Counts the forms of the text, from 1.</summary>
    [Stored("makes sure that two people have seen the same text", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Revision { get; private set; }
    /// <summary>Who wrote the present form; null once that person is erased.</summary>
    [Stored("makes sure that a second person publishes", Basis.LegitimateInterest, Keep.Employment, Seen.Self)]
    public Guid? WrittenBy { get; private set; }
    /// <summary>When it last changed.</summary>
    [Stored("tells how old the draft is", Basis.NotPersonal, Keep.Organisation, Seen.Reviewers)]
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>Counts changes, so that of two people who act at once the first one wins.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>What is written.</summary>
    public DraftText Text => ContentFile.Read<DraftText>("draft", Json);

    /// <summary>Begins with what a version says.</summary>
    public static GuidelineDraft Begin(GuidelineVersion version, Guid by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = version.OrganisationId, StandsOn = version.Number, Json = ContentFile.Write(DraftText.Of(version)),
        Revision = 1, WrittenBy = by, ChangedAt = now,
    };

    /// <summary>Changes the text. Whoever was to look at it looks at this form anew. The same text again changes nothing.</summary>
    /// <returns>True when something has changed.</returns>
    public bool Write(Guid by, DraftText text, DateTimeOffset now)
    {
        var json = ContentFile.Write(text);
        if (json == Json) return false;
        (Json, WrittenBy, Revision) = (json, by, Revision + 1);
        Turn(DraftState.Writing, now);
        return true;
    }

    /// <summary>Lays it open for a second look.</summary>
    public void Offer(int revision, DateTimeOffset now)
    {
        if (revision != Revision) throw new NotYetException(NotYet.Changed);
        if (State == DraftState.Writing) Turn(DraftState.Offered, now);
    }

    /// <summary>Says whether somebody may publish it as it stands: a second person, or the only author with a reason.</summary>
    /// <param name="by">Who publishes.</param>
    /// <param name="revision">The form that this person has read.</param>
    /// <param name="isOnlyAuthor">True when nobody else in the organisation writes the guideline.</param>
    /// <param name="reason">Why nobody else has looked; asked of the only author alone.</param>
    /// <returns>The reason to keep with the version; empty when two people have seen it.</returns>
    public string Release(Guid by, int revision, bool isOnlyAuthor, string? reason)
    {
        if (revision != Revision) throw new NotYetException(NotYet.Changed);
        if (State != DraftState.Offered) throw new NotYetException(NotYet.NotOffered);
        if (by != WrittenBy) return "";
        if (!isOnlyAuthor) throw new NotYetException(NotYet.OwnWords);
        var why = Typed.Of(reason);
        if (why.Length == 0) throw new NotYetException(NotYet.NoReason);
        return why.Length <= LongestReason ? why : throw new NotYetException(NotYet.TooLong);
    }

    /// <summary>The writer is erased; anybody may be the second person now.</summary>
    internal void ForgetWriter() => WrittenBy = null;

    private void Turn(DraftState state, DateTimeOffset now)
    {
        (State, ChangedAt) = (state, now);
        Version++;
    }
}

/// <summary>Somebody says something about a draft, about one rule or the whole. It goes with the draft.</summary>
public sealed class DraftComment : IOrganisationOwned
{
    /// <summary>Most characters.</summary>
    public const int Longest = 1000;

    private DraftComment() { }

    /// <summary>Key.</summary>
    [Stored("identifies the comment", Basis.LegitimateInterest, Keep.Employment, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Employment, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The draft.</summary>
    [Stored("connects the comment with the draft", Basis.LegitimateInterest, Keep.Employment, Seen.Program)]
    public Guid DraftId { get; private set; }
    /// <summary>Name of the rule; empty for the whole.</summary>
    [Stored("tells what the comment is about", Basis.LegitimateInterest, Keep.Employment, Seen.Self | Seen.Reviewers)]
    public string RuleId { get; private set; } = "";
    /// <summary>The words.</summary>
    [Stored("is what somebody says about the draft", Basis.LegitimateInterest, Keep.Employment, Seen.Self | Seen.Reviewers)]
    public string Text { get; private set; } = "";
    /// <summary>Who says it.</summary>
    [Stored("tells whom to ask about the comment", Basis.LegitimateInterest, Keep.Employment, Seen.Self | Seen.Reviewers)]
    public Guid By { get; private set; }
    /// <summary>When.</summary>
    [Stored("orders the comments", Basis.LegitimateInterest, Keep.Employment, Seen.Self | Seen.Reviewers)]
    public DateTimeOffset At { get; private set; }

    /// <summary>Says it; only about a draft that lies open.</summary>
    public static DraftComment Say(GuidelineDraft draft, string rule, string? text, Guid by, DateTimeOffset now)
    {
        if (draft.State != DraftState.Offered) throw new NotYetException(NotYet.NotOffered);
        var words = Typed.Of(text);
        if (words.Length == 0) throw new NotYetException(NotYet.Empty);
        if (words.Length > Longest) throw new NotYetException(NotYet.TooLong);
        return new DraftComment { Id = Guid.CreateVersion7(now), OrganisationId = draft.OrganisationId, DraftId = draft.Id, RuleId = rule, Text = words, By = by, At = now };
    }
}
