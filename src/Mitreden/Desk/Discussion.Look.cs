using System.Text.Json;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk;

/// <summary>What can be seen of a discussion. Each part stands for itself: a sum would hide which of them it is.</summary>
public sealed partial class Discussion
{
    /// <summary>Whether somebody of the company speaks in it, and whether others know.</summary>
    [Stored("chooses the answer and protects colleagues", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public Colleague? Colleague { get; private set; }
    /// <summary>How many listen to whoever criticises, 0 to 3.</summary>
    [Stored("shows how dangerous it is", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public int? Influence { get; private set; }
    /// <summary>How fast it grows, 0 to 3.</summary>
    [Stored("shows how dangerous it is", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public int? Intensity { get; private set; }
    /// <summary>How heated the tone is, 0 to 3.</summary>
    [Stored("shows how dangerous it is", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public int? Arousal { get; private set; }
    /// <summary>How far it is carried on, 0 to 3.</summary>
    [Stored("shows how dangerous it is", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public int? Reach { get; private set; }
    /// <summary>What it touches, 0 to 3.</summary>
    [Stored("shows how dangerous it is", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public int? Exposure { get; private set; }
    /// <summary>Whether the reporter has posted the sentence that hands over; null until they have said so.</summary>
    [Stored("tells the team whether it may speak", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public bool? HandOverPosted { get; private set; }

    /// <summary>The parts as they were seen last.</summary>
    public Look Look => new(Colleague, Influence, Intensity, Arousal, Reach, Exposure);

    /// <summary>Somebody has looked closer. What they leave open stays open; looking again replaces what was seen.</summary>
    /// <param name="by">Desk member.</param>
    /// <param name="look">What is seen; each part 0 to <see cref="Desk.Look.Most"/> or null.</param>
    /// <param name="now">Time.</param>
    public void LookCloser(Guid by, Look look, DateTimeOffset now)
    {
        if (look.Parts.Any(part => part is < 0 or > Desk.Look.Most)) throw new ArgumentOutOfRangeException(nameof(look));
        MustBeOpen();
        MustBeTaken();
        if (look == Look) return;
        (Colleague, Influence, Intensity, Arousal, Reach, Exposure) = (look.Colleague, look.Influence, look.Intensity, look.Arousal, look.Reach, look.Exposure);
        Step(EventKind.Looked, Actor.Desk, by, now, detail: JsonSerializer.Serialize(look));
    }

    /// <summary>The reporter says whether the sentence that hands over stands there. Saying the same again changes nothing.</summary>
    public void ConfirmHandOver(bool posted, DateTimeOffset now)
    {
        if (!IsMerged) MustBeOpen();
        if (HandOverPosted == posted) return;
        HandOverPosted = posted;
        Step(EventKind.HandedOver, Actor.Reporter, null, now, detail: posted ? "yes" : "no");
    }
}

/// <summary>Whether somebody of the company speaks in a discussion.</summary>
public enum Colleague
{
    /// <summary>Nobody.</summary>
    Nobody = 1,
    /// <summary>Somebody who has said where they work.</summary>
    Disclosed = 2,
    /// <summary>Somebody who has not said where they work: what costs most when it is found out.</summary>
    Undisclosed = 3,
    /// <summary>Somebody is attacked in person.</summary>
    Attacked = 4,
}

/// <summary>Parts of a closer look.</summary>
/// <param name="Colleague">Whether somebody of the company speaks in it.</param>
/// <param name="Influence">How many listen to whoever criticises (a few, hundreds, thousands, press).</param>
/// <param name="Intensity">Posts in 15 minutes (one now and then, up to 5, up to 20, more).</param>
/// <param name="Arousal">Tone (factual, annoyed, angry, threatening): high-arousal words make posts travel (Herhausen and others 2019, doi:10.1177/0022242918822300).</param>
/// <param name="Reach">Shares and replies, not followers (none, under 10, under 100, more): followers do not predict them (Cha and others 2010).</param>
/// <param name="Exposure">What it touches (taste, service or quality, law or reputation, safety or a person).</param>
public sealed record Look(Colleague? Colleague, int? Influence, int? Intensity, int? Arousal, int? Reach, int? Exposure)
{
    /// <summary>Highest step of each part; the lowest is 0.</summary>
    public const int Most = 3;

    /// <summary>The five parts in the order in which they are asked.</summary>
    internal IEnumerable<int?> Parts => [Influence, Intensity, Arousal, Reach, Exposure];

    /// <summary>The five parts by name, in the order in which they are asked.</summary>
    internal IEnumerable<(string Name, int? Step)> Named => new[] { nameof(Influence), nameof(Intensity), nameof(Arousal), nameof(Reach), nameof(Exposure) }.Zip(Parts);

    /// <summary>True when nothing has been seen yet.</summary>
    internal bool IsEmpty => Colleague is null && Parts.All(p => p is null);
}
