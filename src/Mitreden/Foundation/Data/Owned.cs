namespace Mitreden.Foundation.Data;

/// <summary>A row that belongs to exactly one organisation; every query sees only the current one's rows.</summary>
public interface IOrganisationOwned
{
    /// <summary>The organisation that owns the row.</summary>
    Guid OrganisationId { get; }
}

/// <summary>A row that is written once: triggers in both databases refuse UPDATE, and DELETE while its parent stands.</summary>
public interface IAppendOnly;

/// <summary>The organisation that the current request or job works for; null before sign-in.</summary>
public sealed class CurrentOrganisation
{
    /// <summary>Id of the organisation, or null when nobody is signed in.</summary>
    public Guid? Id { get; set; }

    /// <summary>Works across organisations until disposed, for the few questions that are about all of them: sessions, invitations, one account in several companies.</summary>
    public IDisposable Everywhere()
    {
        var back = new Back(this, Id);
        Id = null;
        return back;
    }

    private sealed class Back(CurrentOrganisation current, Guid? id) : IDisposable
    {
        public void Dispose() => current.Id = id;
    }
}
