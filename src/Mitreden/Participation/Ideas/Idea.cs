using System.Security.Cryptography;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;

namespace Mitreden.Participation.Ideas;

/// <summary>What has become of an idea.</summary>
public enum IdeaState
{
    /// <summary>Nobody has looked at it yet; only its author and those who lead the launch see it.</summary>
    Waiting = 0,
    /// <summary>Published, and nobody has said anything about it yet.</summary>
    New = 1,
    /// <summary>Is being looked into.</summary>
    Checked = 2,
    /// <summary>Will be done, by somebody and perhaps by a day.</summary>
    Doing = 3,
    /// <summary>Done.</summary>
    Done = 4,
    /// <summary>Not now, for a reason.</summary>
    NotNow = 5,
    /// <summary>Not shown to anybody, because it hurts somebody. Its words are gone; the reason stays for its author.</summary>
    Hidden = 6,
}

/// <summary>
/// An idea of somebody, with their name or without. Without it says nothing of whoever had it, as a question from the box does not: no person, no time
/// of the day, a random key, and no number that counts upwards (decision 0021). What became of it stands in its <see cref="IdeaStep"/>s.
/// </summary>
public sealed class Idea : IBoxed
{
    /// <summary>Longest title, in characters.</summary>
    public const int LongestTitle = 100;
    /// <summary>Longest text.</summary>
    public const int LongestText = 2000;
    /// <summary>Days after which an idea that nobody has said anything about reminds those who lead the launch.</summary>
    public const int PatientDays = 14;
    /// <summary>Days for which a hidden idea keeps its reason, and after which one that nobody has looked at goes.</summary>
    public const int KeptDays = 90;

    private Idea() { }

    /// <summary>Key, random: one that grows with time would tell the minute.</summary>
    [Stored("identifies the idea", Basis.NotPersonal, Keep.Ideas, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Ideas, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The day on which it was written, by the clock of the organisation.</summary>
    [Stored("shows all ideas of a day together, from the next morning on", Basis.LegitimateInterest, Keep.Ideas, Seen.Everybody)]
    public DateOnly Day { get; private set; }
    /// <summary>Title; empty once it is hidden.</summary>
    [Stored("is the idea", Basis.LegitimateInterest, Keep.Ideas, Seen.Everybody | Seen.Self)]
    public string Title { get; private set; } = "";
    /// <summary>The idea itself; empty once it is hidden.</summary>
    [Stored("is the idea", Basis.LegitimateInterest, Keep.Ideas, Seen.Everybody | Seen.Self)]
    public string Text { get; private set; } = "";
    /// <summary>True when it was written with a name; without <see cref="AuthorId"/> the name is that of a former colleague.</summary>
    [Stored("tells an idea without a name from one whose author has left", Basis.LegitimateInterest, Keep.Ideas, Seen.Everybody)]
    public bool IsNamed { get; private set; }
    /// <summary>Who wrote it with their name; null without one, and once they have left.</summary>
    [Stored("names whose idea it is, if they wanted that", Basis.Consent, Keep.Employment, Seen.Everybody | Seen.Self)]
    public Guid? AuthorId { get; private set; }
    /// <summary>How it stands.</summary>
    [Stored("tells what has become of the idea", Basis.NotPersonal, Keep.Ideas, Seen.Everybody)]
    public IdeaState State { get; private set; }
    /// <summary>Counts changes.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Ideas, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>True once everybody may read it.</summary>
    public bool IsPublished => State is not (IdeaState.Waiting or IdeaState.Hidden);

    /// <summary>Somebody has an idea.</summary>
    /// <param name="author">Who, when they want their name beside it; null otherwise.</param>
    /// <exception cref="IdeaException">A text is missing or too long.</exception>
    public static Idea Write(Guid organisation, string? title, string? text, Guid? author, DateOnly day)
    {
        // Random but for the six bits that say so, as RFC 9562 wants it in version 4.
        var key = RandomNumberGenerator.GetBytes(16);
        (key[7], key[8]) = ((byte)(key[7] & 0x0F | 0x40), (byte)(key[8] & 0x3F | 0x80));
        return new Idea
        {
            Id = new Guid(key), OrganisationId = organisation, Day = day, IsNamed = author is not null, AuthorId = author,
            Title = IdeaException.Checked(title, LongestTitle, "title"), Text = IdeaException.Checked(text, LongestText, "text"),
        };
    }

    /// <summary>Somebody has looked at it: everybody may read it now, in these words. The first ones are gone.</summary>
    /// <exception cref="IdeaException">It is published or hidden already, or a text is missing or too long.</exception>
    public IdeaStep Publish(string? title, string? text, Guid by, DateTimeOffset now)
    {
        if (State != IdeaState.Waiting) throw new IdeaException(IdeaFault.Changed);
        (Title, Text) = (IdeaException.Checked(title, LongestTitle, "title"), IdeaException.Checked(text, LongestText, "text"));
        return Go(IdeaState.New, "", "", null, by, now);
    }

    /// <summary>Nobody is to see it: its words go at once.</summary>
    /// <exception cref="IdeaException">It is hidden already, or the reason is missing or too long.</exception>
    public IdeaStep Hide(string? reason, Guid by, DateTimeOffset now)
    {
        if (State == IdeaState.Hidden) throw new IdeaException(IdeaFault.Changed);
        var words = IdeaException.Checked(reason, IdeaStep.LongestWords, "words");
        (Title, Text) = ("", "");
        return Go(IdeaState.Hidden, words, "", null, by, now);
    }

    /// <summary>Something becomes of it.</summary>
    /// <param name="state">Checked, Doing, Done or NotNow.</param>
    /// <param name="words">What there is to say; needed for NotNow, where it is the reason.</param>
    /// <param name="who">Who does it; needed for Doing.</param>
    /// <param name="due">Until when, for Doing; may be left out.</param>
    /// <exception cref="IdeaException">It is not published, stands so already, or something that is needed is missing.</exception>
    public IdeaStep Move(IdeaState state, string? words, string? who, DateOnly? due, Guid by, DateTimeOffset now)
    {
        if (!IsPublished || state is not (IdeaState.Checked or IdeaState.Doing or IdeaState.Done or IdeaState.NotNow)) throw new IdeaException(IdeaFault.Changed);
        if (state == State && state != IdeaState.Doing) throw new IdeaException(IdeaFault.Same, "state");
        var said = IdeaException.Checked(words, IdeaStep.LongestWords, "words", needed: state == IdeaState.NotNow);
        var does = state == IdeaState.Doing ? IdeaException.Checked(who, IdeaStep.LongestWho, "who") : "";
        return Go(state, said, does, state == IdeaState.Doing ? due : null, by, now);
    }

    /// <summary>Whoever wrote it has left: the idea stays, without the name.</summary>
    public void ForgetAuthor() => (AuthorId, Version) = (null, Version + 1);

    private IdeaStep Go(IdeaState state, string words, string who, DateOnly? due, Guid by, DateTimeOffset now)
    {
        (State, Version) = (state, Version + 1);
        return IdeaStep.Of(this, words, who, due, by, now);
    }
}
