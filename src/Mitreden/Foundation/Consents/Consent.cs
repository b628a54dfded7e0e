using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Consents;

/// <summary>What somebody says yes to.</summary>
public enum ConsentPurpose
{
    /// <summary>Videos are loaded from a provider outside.</summary>
    Video,
}

/// <summary>A person's yes to one purpose with one provider, and when they took it back. It proves the yes (GDPR article 7(1)); nobody but the person sees it.</summary>
public sealed class Consent : IOrganisationOwned
{
    /// <summary>Years for which the proof is kept after the yes was taken back: claims expire after three (section 199 BGB).</summary>
    public const int YearsOfProof = 3;
    /// <summary>Longest name of a provider.</summary>
    public const int LongestProvider = 20;

    private Consent() { }

    /// <summary>Key.</summary>
    [Stored("identifies the consent", Basis.LegalDuty, Keep.Consent, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Consent, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Who has consented.</summary>
    [Stored("tells whose consent it is", Basis.LegalDuty, Keep.Consent, Seen.Self)]
    public Guid PersonId { get; private set; }
    /// <summary>To what.</summary>
    [Stored("tells to what somebody has consented", Basis.LegalDuty, Keep.Consent, Seen.Self)]
    public ConsentPurpose Purpose { get; private set; }
    /// <summary>With whom, such as <c>youtube</c>.</summary>
    [Stored("tells with which provider", Basis.LegalDuty, Keep.Consent, Seen.Self)]
    public string Provider { get; private set; } = "";
    /// <summary>SHA-256 over the explanation in all its forms, 64 hexadecimal digits. Another text needs another yes.</summary>
    [Stored("proves which explanation somebody has read", Basis.LegalDuty, Keep.Consent, Seen.Self)]
    public string TextHash { get; private set; } = "";
    /// <summary>Language in which it was read.</summary>
    [Stored("proves in which language it was read", Basis.LegalDuty, Keep.Consent, Seen.Self)]
    public string Language { get; private set; } = "";
    /// <summary>True when it was read with Sie.</summary>
    [Stored("proves in which form it was read", Basis.LegalDuty, Keep.Consent, Seen.Self)]
    public bool Formal { get; private set; }
    /// <summary>When it was given.</summary>
    [Stored("proves when somebody has consented", Basis.LegalDuty, Keep.Consent, Seen.Self)]
    public DateTimeOffset GivenAt { get; private set; }
    /// <summary>When it was taken back, or when a yes to a newer explanation took its place; null while it holds.</summary>
    [Stored("ends the consent", Basis.LegalDuty, Keep.Consent, Seen.Self)]
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Writes a yes down.</summary>
    internal static Consent Give(Guid organisation, Guid person, ConsentPurpose purpose, string provider, string textHash, string language, bool formal, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = organisation, PersonId = person, Purpose = purpose, Provider = provider, TextHash = textHash,
        Language = language, Formal = formal, GivenAt = now,
    };

    /// <summary>Takes it back. Doing it again changes nothing.</summary>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    /// <summary>What a person's open pages listen to.</summary>
    internal static string Topic(Guid person) => $"consent:{person}";

    internal static void Map(EntityTypeBuilder<Consent> consent)
    {
        consent.ToTable("Consents");
        consent.Property(c => c.Provider).HasMaxLength(LongestProvider);
        consent.Property(c => c.TextHash).HasMaxLength(64);
        consent.Property(c => c.Language).HasMaxLength(2);
        consent.HasIndex(c => new { c.PersonId, c.Purpose, c.Provider }).IsUnique().HasFilter("\"RevokedAt\" IS NULL");
    }
}
