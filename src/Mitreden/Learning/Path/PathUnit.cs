using Mitreden.Learning.Lessons;
using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Path;

/// <summary>Where a unit stands on somebody's path.</summary>
public enum Place
{
    /// <summary>Comes.</summary>
    Ahead,
    /// <summary>Comes, but first a door asks whether it is needed.</summary>
    Door,
    /// <summary>Is done.</summary>
    Done,
    /// <summary>Is left out; one tap brings it back.</summary>
    Skipped,
    /// <summary>Waits until confidence is there; one tap opens it all the same.</summary>
    Waiting,
    /// <summary>There is no hurry; one tap takes it in.</summary>
    Later,
}

/// <summary>Why a unit stands where it stands.</summary>
public enum Reason
{
    /// <summary>It fits.</summary>
    Fits,
    /// <summary>Everybody passes it.</summary>
    Core,
    /// <summary>It makes the beginning easy.</summary>
    Confidence,
    /// <summary>The answers say that it is known.</summary>
    KnownByAnswers,
    /// <summary>A door found that it is known.</summary>
    KnownByDoor,
    /// <summary>The person says so.</summary>
    OwnWish,
    /// <summary>It is not certain whether it is needed.</summary>
    Unsure,
    /// <summary>Confidence first.</summary>
    ConfidenceFirst,
    /// <summary>It belongs to a role.</summary>
    ForRole,
    /// <summary>One unit of basics after the other.</summary>
    OneAtATime,
    /// <summary>It goes further than the path.</summary>
    Further,
}

/// <summary>A unit on the path.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Reason">Why.</param>
/// <param name="Form">Form of the core.</param>
/// <param name="IsBegun">True between its first screen and its last.</param>
public sealed record PathUnit(Unit Unit, Place Place, Reason Reason, Level Form, bool IsBegun)
{
    /// <summary>Where it opens: its door first, where one asks.</summary>
    public string Address => Place == Place.Door ? $"/placement/door/{Unit.Id}" : $"/learning/units/{Unit.Id}";

    /// <summary>True when it is done or will come; what only waits for its turn counts, so that the number does not jump.</summary>
    public bool Counts => Place is Place.Done or Place.Ahead or Place.Door or Place.Waiting || Reason == Reason.OneAtATime;
}
