using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;

namespace Mitreden.Participation.Ideas;

/// <summary>One step in the history of an idea. Deciding is public work: whoever does it is named.</summary>
public sealed class IdeaStep : IOrganisationOwned
{
    /// <summary>Longest words, in characters.</summary>
    public const int LongestWords = 500;
    /// <summary>Longest "who does it".</summary>
    public const int LongestWho = 100;

    private IdeaStep() { }

    /// <summary>Key.</summary>
    [Stored("identifies the step", Basis.NotPersonal, Keep.Ideas, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Ideas, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The idea.</summary>
    [Stored("connects the step with its idea", Basis.NotPersonal, Keep.Ideas, Seen.Program)]
    public Guid IdeaId { get; private set; }
    /// <summary>How the idea stands since.</summary>
    [Stored("tells what has become of the idea", Basis.NotPersonal, Keep.Ideas, Seen.Everybody)]
    public IdeaState State { get; private set; }
    /// <summary>What was said, "" for nothing; the reason for not now and for not shown.</summary>
    [Stored("tells why", Basis.LegitimateInterest, Keep.Ideas, Seen.Everybody | Seen.Self)]
    public string Words { get; private set; } = "";
    /// <summary>Who does it, in words.</summary>
    [Stored("tells who carries the idea out", Basis.LegitimateInterest, Keep.Ideas, Seen.Everybody)]
    public string Who { get; private set; } = "";
    /// <summary>Until when, or null.</summary>
    [Stored("tells until when the idea is carried out", Basis.NotPersonal, Keep.Ideas, Seen.Everybody)]
    public DateOnly? Due { get; private set; }
    /// <summary>Who decided; null once they are erased.</summary>
    [Stored("names who stands behind a decision", Basis.LegitimateInterest, Keep.Employment, Seen.Everybody | Seen.Self)]
    public Guid? By { get; private set; }
    /// <summary>When.</summary>
    [Stored("puts the steps in order", Basis.LegitimateInterest, Keep.Ideas, Seen.Everybody | Seen.Self)]
    public DateTimeOffset At { get; private set; }

    internal static IdeaStep Of(Idea idea, string words, string who, DateOnly? due, Guid by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = idea.OrganisationId, IdeaId = idea.Id, State = idea.State,
        Words = words, Who = who, Due = due, By = by, At = now,
    };

    /// <summary>Whoever decided is erased; the step stays, without a name.</summary>
    internal void Forget() => By = null;
}

/// <summary>Why something about an idea is refused; each has a text.</summary>
public enum IdeaFault
{
    /// <summary>Nothing was written.</summary>
    Empty,
    /// <summary>Longer than there is room for.</summary>
    TooLong,
    /// <summary>As many ideas today as one person may send.</summary>
    Enough,
    /// <summary>Somebody else was faster.</summary>
    Changed,
    /// <summary>It stands so already.</summary>
    Same,
}

/// <summary>A refusal that a page puts into words.</summary>
/// <param name="why">Why.</param>
/// <param name="blamed">The field it is about, or empty.</param>
/// <param name="most">Most characters of the field, for a text that is too long.</param>
public sealed class IdeaException(IdeaFault why, string blamed = "", int most = 0) : Exception(why.ToString())
{
    /// <summary>Why.</summary>
    public IdeaFault Why => why;
    /// <summary>The field it is about, or empty.</summary>
    public string Blamed => blamed;
    /// <summary>Most characters of the field.</summary>
    public int Most => most;

    /// <summary>The text without outer space and with one sign per line break, so that a break counts as the one character that the browser counts.</summary>
    internal static string Checked(string? text, int most, string field, bool needed = true)
    {
        var words = Typed.Of(text);
        if (words.Length == 0 && needed) throw new IdeaException(IdeaFault.Empty, field);
        return words.Length <= most ? words : throw new IdeaException(IdeaFault.TooLong, field, most);
    }
}
