using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Duty;

/// <summary>What the roster keeps of one desk member; whoever has chosen nothing has no row.</summary>
public sealed class DutyMember : IOrganisationOwned
{
    private DutyMember() { }

    /// <summary>Key.</summary>
    [Stored("identifies the entry", Basis.NotPersonal, Keep.Employment, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The person.</summary>
    [Stored("says whose entry it is", Basis.LegitimateInterest, Keep.Employment, Seen.Self | Seen.Desk)]
    public Guid PersonId { get; private set; }
    /// <summary>Place in the order; null comes after all others, 0 takes no turns.</summary>
    [Stored("says whose turn it is", Basis.LegitimateInterest, Keep.Employment, Seen.Self | Seen.Desk | Seen.Administrator)]
    public int? Place { get; private set; }
    /// <summary><see cref="WeekHours"/> as text.</summary>
    [Stored("says when the person answers outside duty hours, of their own free will", Basis.Consent, Keep.Employment, Seen.Self | Seen.Desk)]
    public string Evenings { get; private set; } = "";
    /// <summary>Hash of the secret in the address of the calendar.</summary>
    [Stored("lets only the person's own calendar read their shifts", Basis.Contract, Keep.Employment, Seen.Program)]
    public string? CalendarHash { get; private set; }

    /// <summary>The entry of somebody who has chosen nothing yet.</summary>
    public static DutyMember For(Guid organisation, Guid person, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), OrganisationId = organisation, PersonId = person };

    /// <summary>Gives the person a place in the order; 0 takes no turns.</summary>
    public void Stand(int place) => Place = place;

    /// <summary>The person says when they answer outside duty hours.</summary>
    public void Volunteer(WeekHours evenings) => Evenings = evenings.ToString();

    /// <summary>Opens the calendar under a new address and closes the old one; gives the secret of the new one.</summary>
    public string OpenCalendar()
    {
        var secret = Secret.New();
        CalendarHash = Secret.Hash(secret);
        return secret;
    }
}
