using Mitreden.Foundation.Data;

namespace Mitreden.Organisations;

/// <summary>A company that uses the installation, strictly apart from every other.</summary>
public sealed class Organisation
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 120;

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
    /// <summary>When it was created.</summary>
    [Stored("shows the age of the installation", Basis.NotPersonal, Keep.Organisation, Seen.Administrator)]
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Founds an organisation.</summary>
    /// <param name="name">1 to 120 characters.</param>
    /// <param name="now">Time of creation.</param>
    public static Organisation Found(string name, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Organisation { Id = Guid.CreateVersion7(now), Name = name.Trim(), CreatedAt = now };
    }

    /// <summary>Changes name, form of address and time zone.</summary>
    public void Set(string name, bool formal, string zone) => (Name, Formal, Zone) = (name.Trim(), formal, zone);
}
