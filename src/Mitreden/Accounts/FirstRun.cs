using Mitreden.Foundation.Data;

namespace Mitreden.Accounts;

/// <summary>Marks that the first organisation was founded on the first-run page. The fixed key lets only one of two simultaneous founders through.</summary>
public sealed class FirstRun
{
    private FirstRun() { }

    /// <summary>Always 1.</summary>
    [Stored("keeps the first-run page from founding twice", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Id { get; private set; } = 1;
    /// <summary>When it was done.</summary>
    [Stored("shows when the installation was set up", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public DateTimeOffset DoneAt { get; private set; }

    /// <summary>The mark.</summary>
    public static FirstRun At(DateTimeOffset now) => new() { DoneAt = now };
}
