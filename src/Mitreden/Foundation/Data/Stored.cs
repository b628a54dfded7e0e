using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mitreden.Foundation.Data;

/// <summary>Why the law allows a column to be kept (GDPR article 6(1), or no personal data at all).</summary>
public enum Basis
{
    /// <summary>No personal data.</summary>
    NotPersonal,
    /// <summary>Article 6(1)(b): needed for the person's use of the system.</summary>
    Contract,
    /// <summary>Article 6(1)(f): legitimate interest, weighed in the data protection impact assessment.</summary>
    LegitimateInterest,
    /// <summary>Article 6(1)(c): a legal duty, such as evidence.</summary>
    LegalDuty,
    /// <summary>Article 6(1)(a): consent, revocable at any time.</summary>
    Consent,
}

/// <summary>How long a column is kept.</summary>
public enum Keep
{
    /// <summary>As long as the organisation uses the system.</summary>
    Organisation,
    /// <summary>Until 30 days after the person has left.</summary>
    Employment,
    /// <summary>The link to a person goes 30 days after the discussion is closed.</summary>
    CaseReporter,
    /// <summary>90 days after the discussion is closed.</summary>
    Case,
    /// <summary>Validity of the guideline plus three years.</summary>
    Evidence,
    /// <summary>Until it expires, at most 24 hours.</summary>
    Hours,
    /// <summary>At most 14 days.</summary>
    Days14,
    /// <summary>At most 30 days.</summary>
    Days30,
    /// <summary>14 days after the end of an absence or a shift that was taken over.</summary>
    Roster,
    /// <summary>30 days after scheduled posts went out again.</summary>
    Stopped,
    /// <summary>Three years after it was taken back, at most until 30 days after the person has left.</summary>
    Consent,
    /// <summary>90 days when nobody answers; with an answer as long as the organisation uses the system.</summary>
    Questions,
    /// <summary>Until the pilot group is put together, or until the person takes part no longer.</summary>
    Draw,
    /// <summary>90 days when nobody else gets to see it; otherwise as long as the organisation uses the system.</summary>
    Ideas,
}

/// <summary>Who may see a column.</summary>
[Flags]
public enum Seen
{
    /// <summary>Nobody: used by the program only.</summary>
    Program = 0,
    /// <summary>The person concerned.</summary>
    Self = 1,
    /// <summary>Members of the social media desk.</summary>
    Desk = 2,
    /// <summary>The organisation's administrator.</summary>
    Administrator = 4,
    /// <summary>Management, as a count or a time only.</summary>
    Counted = 8,
    /// <summary>Everybody in the organisation.</summary>
    Everybody = 16,
    /// <summary>Whoever looks through a draft of the guideline: authors, desk, works council, management.</summary>
    Reviewers = 32,
    /// <summary>Those who lead the launch: author, administrator, management, agency.</summary>
    Leads = 64,
    /// <summary>The members of the pilot group, among themselves.</summary>
    Pilots = 128,
}

/// <summary>Declares purpose, legal basis, retention and visibility of a persisted column; a column without it fails a test.</summary>
/// <param name="purpose">What the column is for, in English, as a short phrase.</param>
/// <param name="basis">Legal basis.</param>
/// <param name="keep">Retention.</param>
/// <param name="seen">Who may see it.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StoredAttribute(string purpose, Basis basis, Keep keep, Seen seen) : Attribute
{
    /// <summary>What the column is for.</summary>
    public string Purpose => purpose;
    /// <summary>Legal basis.</summary>
    public Basis Basis => basis;
    /// <summary>Retention.</summary>
    public Keep Keep => keep;
    /// <summary>Who may see it.</summary>
    public Seen Seen => seen;
}

/// <summary>Declarations of columns that come from a library and cannot carry the attribute.</summary>
public static class StoredColumns
{
    private static readonly ConcurrentDictionary<(Type Entity, string Property), StoredAttribute> Declared = new();

    /// <summary>Declares the named properties with one purpose, basis, retention and visibility.</summary>
    public static EntityTypeBuilder<T> Stored<T>(
        this EntityTypeBuilder<T> entity, string purpose, Basis basis, Keep keep, Seen seen, params string[] properties)
        where T : class
    {
        foreach (var name in properties) Declared[(typeof(T), name)] = new StoredAttribute(purpose, basis, keep, seen);
        return entity;
    }

    /// <summary>The declaration of a mapped property, or null when somebody forgot it.</summary>
    public static StoredAttribute? Of(IReadOnlyProperty property)
    {
        // What an entity declares for itself goes before what its base class says.
        return Declared.GetValueOrDefault((property.DeclaringType.ClrType, property.Name))
            ?? property.PropertyInfo?.GetCustomAttribute<StoredAttribute>();
    }
}
