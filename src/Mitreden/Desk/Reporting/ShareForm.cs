using Microsoft.AspNetCore.Mvc;
using Mitreden.Foundation.Media;

namespace Mitreden.Desk.Reporting;

/// <summary>What the share form, the share menu of a phone and the offline queue send.</summary>
public sealed class ShareForm
{
    /// <summary>Idempotency key; empty from the share menu.</summary>
    [FromForm(Name = "key")] public Guid? Key { get; set; }
    /// <summary>Title of the shared page.</summary>
    [FromForm(Name = "title")] public string? Title { get; set; }
    /// <summary>Shared text, or the reporter's own words.</summary>
    [FromForm(Name = "text")] public string? Text { get; set; }
    /// <summary>Address.</summary>
    [FromForm(Name = "url")] public string? Url { get; set; }
    /// <summary>The one further tap.</summary>
    [FromForm(Name = "involvement")] public string? Involvement { get; set; }
    /// <summary>Who was signed in when the offline queue took it; never sent in another name.</summary>
    [FromForm(Name = "person")] public Guid? Person { get; set; }
    /// <summary>Secret of a kept draft whose pictures belong to this form.</summary>
    [FromForm(Name = "kept")] public string? Kept { get; set; }
    /// <summary>The running drill, when the sender says that this belongs to it.</summary>
    [FromForm(Name = "drill")] public Guid? Drill { get; set; }
    /// <summary>Screenshots.</summary>
    [FromForm(Name = "screenshots")] public List<IFormFile> Screenshots { get; set; } = [];

    /// <summary>The tap as a value, or null when it is missing or unknown.</summary>
    public Involvement? Tap => Enum.TryParse<Involvement>(Involvement, ignoreCase: true, out var tap) && Enum.IsDefined(tap) ? tap : null;
}

/// <summary>What is wrong with a shared form, by field.</summary>
public enum ShareFault
{
    /// <summary>Neither link nor text nor picture.</summary>
    Nothing = 1,
    /// <summary>The link is no http or https address.</summary>
    BadLink = 2,
    /// <summary>The text is longer than <see cref="Discussion.LongestText"/>.</summary>
    TextTooLong = 3,
    /// <summary>A file is no picture that can be read.</summary>
    NoPicture = 4,
    /// <summary>More than <see cref="Intake.MostPictures"/> pictures.</summary>
    TooManyPictures = 5,
    /// <summary>The one further tap is missing.</summary>
    NoTap = 6,
    /// <summary>Too many pictures of senders without a session wait already (<see cref="Intake.MostWaiting"/>).</summary>
    NoRoom = 7,
    /// <summary>It is the thread of a drill that does not run.</summary>
    DrillOver = 8,
}

/// <summary>A form that was read: what was shared, and what is wrong with it.</summary>
/// <param name="Shared">What was shared.</param>
/// <param name="Pictures">The pictures, re-encoded.</param>
/// <param name="Faults">What is wrong, by field; empty when nothing is.</param>
public sealed record Reading(Shared Shared, IReadOnlyList<Picture> Pictures, IReadOnlyDictionary<string, ShareFault> Faults)
{
    /// <summary>Field of the pictures.</summary>
    public const string Screenshots = "screenshots";

    /// <summary>How many of the pictures that were sent are not among <see cref="Pictures"/>.</summary>
    public int LeftOut { get; init; }

    /// <summary>Why pictures were left out, as far as the form says it.</summary>
    public ShareFault LeftOutBecause => Faults.TryGetValue(Screenshots, out var fault) ? fault : ShareFault.NoPicture;
}
