using Mitreden.Foundation.Data;

namespace Mitreden.Organisations.Leaving;

/// <summary>What has to be seen to outside the program when somebody leaves. What the program closes by itself is not among it.</summary>
public enum ExitItem
{
    /// <summary>Pages, accounts and admin rights in networks are handed over.</summary>
    Accounts = 1,
    /// <summary>Shared passwords are changed, and the second factor is on another device.</summary>
    Passwords = 2,
    /// <summary>Posts that were begun and promises to customers are handed over.</summary>
    Work = 3,
    /// <summary>The team's channels: group chats, and phone numbers that alerts go to.</summary>
    Channels = 4,
    /// <summary>The duty roster has no hole where they stood.</summary>
    Duty = 5,
    /// <summary>Internal groups, mailing lists and the hub.</summary>
    Groups = 6,
    /// <summary>Their own profiles say former employer.</summary>
    Profile = 7,
    /// <summary>Whether pictures and films of them may stay.</summary>
    Pictures = 8,
    /// <summary>Thank you.</summary>
    Thanks = 9,
}

/// <summary>A tick on the exit checklist of somebody who has left. Who set it is not stored; it goes with the person.</summary>
public sealed class ExitTick : IOrganisationOwned
{
    private ExitTick() { }

    /// <summary>Who has left.</summary>
    [Stored("connects the tick with who has left", Basis.LegitimateInterest, Keep.Employment, Seen.Administrator)]
    public Guid PersonId { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Employment, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>What is seen to.</summary>
    [Stored("remembers what was handed over when somebody left", Basis.LegitimateInterest, Keep.Employment, Seen.Administrator)]
    public ExitItem Item { get; private set; }

    /// <summary>It is seen to.</summary>
    public static ExitTick For(Person person, ExitItem item) => new() { PersonId = person.Id, OrganisationId = person.OrganisationId, Item = item };

    /// <summary>Page on which it can be seen to, or null when that is outside the program.</summary>
    public static string? Way(ExitItem item) => item switch
    {
        ExitItem.Channels => "/desk/channels",
        ExitItem.Duty => "/desk/duty/settings",
        _ => null,
    };
}
