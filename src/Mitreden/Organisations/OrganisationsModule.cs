using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations;

/// <summary>Organisations, the people in them and their roles.</summary>
public sealed class OrganisationsModule : Module
{
    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddScoped<People>();
        services.AddScoped<Companies>();
        services.AddTransient<ISeed, DemoSeed>();
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => OrganisationsData.Map(model);
}
