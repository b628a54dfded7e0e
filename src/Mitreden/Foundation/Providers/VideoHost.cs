using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Providers;

/// <summary>A PeerTube from which an organisation lets videos come. It has one at most; who runs it stands in the explanation that people read before they consent.</summary>
public sealed partial class VideoHost : IOrganisationOwned
{
    /// <summary>Longest name of who runs it, and of the country.</summary>
    public const int LongestName = 120;
    /// <summary>Longest host (RFC 1035).</summary>
    public const int LongestHost = 253;
    /// <summary>Longest address of the page on data protection.</summary>
    public const int LongestAddress = 500;

    private VideoHost() { }

    /// <summary>Key.</summary>
    [Stored("identifies the host", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Name of the host.</summary>
    [Stored("says from where videos may be loaded", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Host { get; private set; } = "";
    /// <summary>Who runs it.</summary>
    [Stored("tells people who gets their data", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Operator { get; private set; } = "";
    /// <summary>Where that is.</summary>
    [Stored("tells people where their data goes", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Country { get; private set; } = "";
    /// <summary>Page on data protection.</summary>
    [Stored("tells people where to read more", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Privacy { get; private set; } = "";
    /// <summary>Counts changes, so that of two administrators nobody overwrites the other.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>Begins with a host.</summary>
    public static VideoHost Begin(Guid organisation, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), OrganisationId = organisation };

    /// <summary>Says where it is and who runs it. Whoever has consented before is asked anew, because the explanation is another.</summary>
    /// <exception cref="ProviderException">Something of it does not hold.</exception>
    public void Set(string? host, string? runBy, string? country, string? privacy)
    {
        var (name, who, where, page) = (Tidy(host), (runBy ?? "").Trim(), (country ?? "").Trim(), (privacy ?? "").Trim());
        if (name is null) throw new ProviderException(ProviderFault.Host, nameof(host));
        if (who.Length is 0 or > LongestName) throw new ProviderException(ProviderFault.RunBy, nameof(runBy));
        if (where.Length is 0 or > LongestName) throw new ProviderException(ProviderFault.Country, nameof(country));
        if (page.Length > LongestAddress || !Uri.TryCreate(page, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps) throw new ProviderException(ProviderFault.Privacy, nameof(privacy));
        (Host, Operator, Country, Privacy, Version) = (name, who, where, address.AbsoluteUri, Version + 1);
    }

    /// <summary>The provider that people read about.</summary>
    public Provider Provider => new(VideoProvider.PeerTube, Host, Host, Operator, Country, Privacy);

    /// <summary>The host in what was typed or pasted, in small letters; null for none.</summary>
    public static string? Tidy(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (text.Contains("://", StringComparison.Ordinal)) text = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.IsDefaultPort ? address.IdnHost : "";
        text = text.TrimEnd('/').ToLowerInvariant();
        return text.Length <= LongestHost && HostName().IsMatch(text) ? text : null;
    }

    internal static void Map(EntityTypeBuilder<VideoHost> host)
    {
        host.ToTable("VideoHosts");
        host.Property(h => h.Host).HasMaxLength(LongestHost);
        host.Property(h => h.Operator).HasMaxLength(LongestName);
        host.Property(h => h.Country).HasMaxLength(LongestName);
        host.Property(h => h.Privacy).HasMaxLength(LongestAddress);
        host.Property(h => h.Version).IsConcurrencyToken();
        host.Ignore(h => h.Provider);
        host.HasIndex(h => h.OrganisationId).IsUnique();
    }

    /// <summary>Names with a dot, whose last part is none of numbers: no address of a machine inside.</summary>
    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9][a-z0-9-]{0,61}[a-z0-9]\z")]
    private static partial Regex HostName();
}
