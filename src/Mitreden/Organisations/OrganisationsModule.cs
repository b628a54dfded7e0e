using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

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
        services.AddScoped<IPersonalData, PeopleData>();
        services.AddRecurring<EraseLeavers, EraseLeaversHandler>(TimeSpan.FromHours(6));
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => OrganisationsData.Map(model);
}
