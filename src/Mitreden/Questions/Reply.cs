using Mitreden.Foundation.Data;

namespace Mitreden.Questions;

/// <summary>What becomes of a question.</summary>
public enum ReplyKind
{
    /// <summary>Answered, for everybody to read.</summary>
    Answered = 1,
    /// <summary>Not answered, because ...: question and reason are for everybody to read.</summary>
    SetAside = 2,
    /// <summary>Not shown to anybody, because it attacks somebody. Its words are gone; the reason stays with those who answer.</summary>
    Hidden = 3,
}

/// <summary>The one answer to a question, or the reason why there is none. Answering is public work: whoever does it is named.</summary>
public sealed class Reply : IOrganisationOwned
{
    /// <summary>Longest answer, in characters of Markdown.</summary>
    public const int Longest = 4000;
    /// <summary>Longest reason.</summary>
    public const int LongestReason = 500;

    private Reply() { }

    /// <summary>The question, and the key: there is one reply to each.</summary>
    [Stored("connects the reply with its question", Basis.NotPersonal, Keep.Questions, Seen.Program)]
    public Guid QuestionId { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Questions, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>What becomes of the question.</summary>
    [Stored("tells what became of the question", Basis.NotPersonal, Keep.Questions, Seen.Everybody)]
    public ReplyKind Kind { get; private set; }
    /// <summary>The answer in Markdown, or the reason as plain text.</summary>
    [Stored("is the answer, or the reason why there is none", Basis.LegitimateInterest, Keep.Questions, Seen.Everybody | Seen.Self)]
    public string Text { get; private set; } = "";
    /// <summary>Who wrote it last; null once they are erased.</summary>
    [Stored("names who stands behind an answer", Basis.LegitimateInterest, Keep.Employment, Seen.Everybody | Seen.Self)]
    public Guid? By { get; private set; }
    /// <summary>When it was written.</summary>
    [Stored("puts the newest answer first", Basis.LegitimateInterest, Keep.Questions, Seen.Everybody | Seen.Self)]
    public DateTimeOffset At { get; private set; }
    /// <summary>Counts changes, from 1.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Questions, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>The first word about a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="reworded">The question as it is to be shown.</param>
    /// <param name="kind">What becomes of it.</param>
    /// <param name="text">Answer or reason.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="QuestionException">A text is missing or too long.</exception>
    public static Reply Give(Question question, string? reworded, ReplyKind kind, string? text, Guid by, DateTimeOffset now)
    {
        var reply = new Reply { QuestionId = question.Id, OrganisationId = question.OrganisationId };
        reply.Change(question, reworded, kind, text, by, now);
        return reply;
    }

    /// <summary>Says it in other words, or decides otherwise. What nobody is to see any more stays that way: its words are gone.</summary>
    /// <exception cref="QuestionException">A text is missing or too long, or the question was taken out of sight.</exception>
    public void Change(Question question, string? reworded, ReplyKind kind, string? text, Guid by, DateTimeOffset now)
    {
        if (Kind == ReplyKind.Hidden) throw new QuestionException(QuestionFault.Changed);
        var words = Words.Checked(text, kind == ReplyKind.Answered ? Longest : LongestReason, "words");
        if (kind == ReplyKind.Hidden) question.Drop();
        else question.Reword(reworded);
        (Kind, Text, By, At, Version) = (kind, words, by, now, Version + 1);
    }

    /// <summary>Whoever wrote it is erased; the answer stays, without a name.</summary>
    internal void Forget() => By = null;
}
