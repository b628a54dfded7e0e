using Microsoft.EntityFrameworkCore;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;

namespace Mitreden.Content;

/// <summary>What ships to learn from and what organisations write in its place, in versions.</summary>
public sealed class ContentModule : Module
{
    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddScoped<Shelf>();
        services.AddScoped<Editions>();
        services.AddScoped<Proof>();
        services.AddScoped<Filled>();
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => model.Entity<ContentVersion>(version =>
    {
        version.ToTable("ContentVersions");
        version.Property(v => v.Key).HasMaxLength(16);
        version.Property(v => v.Json).HasMaxLength(ContentVersion.Longest);
        version.HasIndex(v => new { v.OrganisationId, v.Kind, v.Key, v.Number }).IsUnique();
    });

    /// <inheritdoc />
    public override void MapEndpoints(IEndpointRouteBuilder endpoints) => Filled.Map(endpoints);
}
