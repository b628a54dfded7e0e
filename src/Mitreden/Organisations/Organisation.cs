using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations;

/// <summary>A company that uses the installation, strictly apart from every other.</summary>
public sealed class Organisation
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 120;
    /// <summary>Longest IANA name of a time zone.</summary>
    public const int LongestZone = 60;

    private Organisation() { }

    /// <summary>Key.</summary>
    [Stored("identifies the organisation", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <summary>Name as people say it.</summary>
    [Stored("names the company in texts and sentences to copy", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Name { get; private set; } = "";
    /// <summary>True when the interface says Sie.</summary>
    [Stored("chooses Du or Sie", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public bool Formal { get; private set; }
    /// <summary>IANA time zone.</summary>
    [Stored("shows times as people's clocks do", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Zone { get; private set; } = "Europe/Berlin";
    /// <summary>True when links in reports are looked at, to show the team what stands there.</summary>
    [Stored("decides whether links in reports are looked at", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public bool ReadsLinks { get; private set; } = true;
    /// <summary>Its line of business; null for another one, or when nobody has said.</summary>
    [Stored("proposes rules that fit the line of business", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public Industry? Industry { get; private set; }
    /// <summary>When it was created.</summary>
    [Stored("shows the age of the installation", Basis.NotPersonal, Keep.Organisation, Seen.Administrator)]
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Changes with every save that could leave the organisation without an administrator.</summary>
    [Stored("keeps two administrators from dismissing each other in the same moment", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>Founds an organisation.</summary>
    /// <param name="name">1 to 120 characters.</param>
    /// <param name="now">Time of creation.</param>
    /// <param name="formal">True for Sie.</param>
    /// <exception cref="ArgumentException">No name, or too long.</exception>
    public static Organisation Found(string name, DateTimeOffset now, bool formal = false) =>
        new() { Id = Guid.CreateVersion7(now), Name = Named(name), Formal = formal, CreatedAt = now };

    /// <summary>Changes name, form of address and time zone.</summary>
    /// <exception cref="ArgumentException">No name or too long, or a time zone that this machine does not know.</exception>
    public void Set(string name, bool formal, string zone)
    {
        if (zone.Length > LongestZone || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) throw new ArgumentException("Unknown time zone.", nameof(zone));
        (Name, Formal, Zone) = (Named(name), formal, zone);
    }

    /// <summary>Says whether links in reports are looked at.</summary>
    public void ReadLinks(bool reads) => ReadsLinks = reads;

    /// <summary>Says in which line of business it is.</summary>
    /// <returns>True when that is news, and there is something to lay out for it.</returns>
    public bool Choose(Industry? industry)
    {
        var isNew = industry is not null && industry != Industry;
        Industry = industry;
        return isNew;
    }

    /// <summary>Called whenever an administrator goes: of two who dismiss each other, the second save fails.</summary>
    public void LoseAdministrator() => Version++;

    private static string Named(string name)
    {
        var tidy = PersonRules.Tidy(name);
        if (tidy.Length is 0 or > LongestName) throw new ArgumentException("A name has 1 to 120 characters.", nameof(name));
        return tidy;
    }
}
