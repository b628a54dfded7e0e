using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;

namespace Mitreden.Participation.Volunteers;

/// <summary>What somebody can volunteer for.</summary>
public enum Part
{
    /// <summary>The pilot group: a few who try everything before all others.</summary>
    Pilot = 1,
    /// <summary>Supplies ideas and photos.</summary>
    Photos = 2,
    /// <summary>Answers questions about what they know best.</summary>
    Field = 3,
    /// <summary>Sits beside beginners.</summary>
    Mentor = 4,
}

/// <summary>Somebody who has said: I am in. Saying so is voluntary; taking it back removes the row, and nothing remembers that it was there.</summary>
/// <remarks>There is no time beside it, and on SQLite no order: who was quick and who hesitated is nobody's business.</remarks>
public sealed class Volunteer : IOrganisationOwned, IUnordered
{
    /// <summary>Longest note, in characters.</summary>
    public const int LongestNote = 300;

    private Volunteer() { }

    /// <summary>Who.</summary>
    [Stored("knows who has volunteered", Basis.Consent, Keep.Employment, Seen.Leads | Seen.Self)]
    public Guid PersonId { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Employment, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>For what.</summary>
    [Stored("knows for what somebody has volunteered", Basis.Consent, Keep.Employment, Seen.Leads | Seen.Self)]
    public Part Part { get; private set; }
    /// <summary>What they want to add or to know; "" for nothing.</summary>
    [Stored("is what the person wanted to add", Basis.Consent, Keep.Employment, Seen.Leads | Seen.Self)]
    public string Note { get; private set; } = "";

    /// <summary>Somebody is in.</summary>
    /// <param name="note">What they add; what is longer than <see cref="LongestNote"/> is cut, as the form cuts it.</param>
    public static Volunteer For(Guid organisation, Guid person, Part part, string? note)
    {
        var volunteer = new Volunteer { OrganisationId = organisation, PersonId = person, Part = part };
        volunteer.Write(note);
        return volunteer;
    }

    /// <summary>Changes the note.</summary>
    public void Write(string? note) => Note = Cut.Of(Typed.Of(note), LongestNote);
}
