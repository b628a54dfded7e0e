using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Launch.Templates;

namespace Mitreden.Launch.Plan;

/// <summary>The launch of one company: when it begins, whom people ask, what management promises.</summary>
public sealed class LaunchProject : IOrganisationOwned
{
    /// <summary>Longest promise.</summary>
    public const int LongestPromise = 8000;
    /// <summary>Longest sentence about how people were informed.</summary>
    public const int LongestInformed = 500;

    private LaunchProject() { }

    /// <summary>Key.</summary>
    [Stored("identifies the project", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Template it was made from.</summary>
    [Stored("knows the texts of the steps", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Template { get; private set; } = "";
    /// <summary>The organisation's own template as it was when the project began; empty for one that ships.</summary>
    [Stored("knows the texts of the steps", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string OwnTemplate { get; private set; } = "";
    /// <summary>First day.</summary>
    [Stored("dates the steps", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateOnly StartsOn { get; private set; }
    /// <summary>Whom people ask; null as long as nobody is named.</summary>
    [Stored("tells everybody whom to ask", Basis.LegitimateInterest, Keep.Employment, Seen.Everybody)]
    public Guid? ContactId { get; private set; }
    /// <summary>Whom they ask when that person is away.</summary>
    [Stored("tells everybody whom to ask", Basis.LegitimateInterest, Keep.Employment, Seen.Everybody)]
    public Guid? DeputyId { get; private set; }
    /// <summary>What management promises, as Markdown; null as long as it has not.</summary>
    [Stored("is the promise that everybody can read", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string? Promise { get; private set; }
    /// <summary>Who has given it.</summary>
    [Stored("says who stands by the promise", Basis.LegitimateInterest, Keep.Employment, Seen.Everybody)]
    public Guid? PromisedBy { get; private set; }
    /// <summary>Since when it holds.</summary>
    [Stored("says since when the promise holds", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateTimeOffset? PromisedAt { get; private set; }
    /// <summary>The day on which people were informed together; null when nobody has written that down.</summary>
    [Stored("says when people were informed before the start", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateOnly? InformedOn { get; private set; }
    /// <summary>Where and how, in a sentence.</summary>
    [Stored("says how people were informed before the start", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string? InformedHow { get; private set; }
    /// <summary>Counts changes, so that nobody overwrites what somebody else has just written.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>Begins the project.</summary>
    /// <param name="startsOn">First day; steps are counted from it.</param>
    public static LaunchProject Begin(Guid organisation, string template, DateOnly startsOn, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), OrganisationId = organisation, Template = template, StartsOn = startsOn };

    /// <summary>Begins the project from a template of the organisation's own. It keeps a copy: changing or deleting the template changes no plan.</summary>
    public static LaunchProject Begin(Guid organisation, LaunchTemplate own, DateOnly startsOn, DateTimeOffset now)
    {
        var project = Begin(organisation, own.Id, startsOn, now);
        project.OwnTemplate = ContentFile.Write(own);
        return project;
    }

    /// <summary>The template with its texts.</summary>
    public LaunchTemplate Source => OwnTemplate.Length > 0 ? ContentFile.Read<LaunchTemplate>("template", OwnTemplate) : LaunchTemplate.Shipped.FirstOrDefault(t => t.Id == Template) ?? LaunchTemplate.Shipped[0];

    /// <summary>Moves the first day; every step moves with it.</summary>
    public void StartOn(DateOnly day) => (StartsOn, Version) = (day, Version + 1);

    /// <summary>Names whom people ask. Two different people: one of them is always there.</summary>
    /// <exception cref="LaunchException">Both are the same person.</exception>
    public void Name(Guid? contact, Guid? deputy)
    {
        if (contact is not null && contact == deputy) throw new LaunchException(LaunchFault.SamePerson, nameof(deputy));
        (ContactId, DeputyId, Version) = (contact, deputy, Version + 1);
    }

    /// <summary>Gives the promise, or changes it.</summary>
    /// <exception cref="LaunchException">It is empty or too long.</exception>
    public void Give(string promise, Guid by, DateTimeOffset now)
    {
        var text = promise.Trim();
        if (text.Length is 0 or > LongestPromise) throw new LaunchException(LaunchFault.Promise, nameof(promise));
        (Promise, PromisedBy, PromisedAt, Version) = (text, by, now, Version + 1);
    }

    /// <summary>People were informed together, such as in a staff meeting; written down with its day, so that the answer can be asked about.</summary>
    /// <param name="day">The day; not one that is still to come, nor one longer ago than <see cref="LaunchDays.YearsBack"/>.</param>
    /// <param name="how">Where and how.</param>
    /// <param name="today">Today.</param>
    /// <exception cref="LaunchException">No such day, or no sentence.</exception>
    public void Inform(DateOnly? day, string? how, DateOnly today)
    {
        if (day is not { } on || on > today || on < today.AddYears(-LaunchDays.YearsBack)) throw new LaunchException(LaunchFault.MeetingDay, nameof(day));
        var words = (how ?? "").Trim();
        if (words.Length is 0 or > LongestInformed) throw new LaunchException(LaunchFault.MeetingHow, nameof(how));
        (InformedOn, InformedHow, Version) = (on, words, Version + 1);
    }

    /// <summary>It was written down by mistake.</summary>
    public void InformedNoMore() => (InformedOn, InformedHow, Version) = (null, null, Version + 1);

    /// <summary>Forgets a person who has left. The promise stays: it was the company's.</summary>
    public void Forget(Guid person)
    {
        if (ContactId == person) ContactId = null;
        if (DeputyId == person) DeputyId = null;
        if (PromisedBy == person) PromisedBy = null;
        Version++;
    }
}
