using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Organisations.Import;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Organisations;

/// <summary>Organisations, the people in them and their roles.</summary>
public sealed class OrganisationsModule : Module
{
    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddSingleton<Homes>();
        services.AddSingleton<SessionQuery>();
        services.AddScoped<People>();
        services.AddScoped<Companies>();
        services.AddScoped<PersonMails>();
        services.AddScoped<Mornings>();
        services.AddScoped<IndustryNames>();
        services.AddScoped<Taking>();
        services.AddTransient<ISeed, DemoSeed>();
        services.AddScoped<IPersonalData, PeopleData>();
        services.AddRecurring<EraseLeavers, EraseLeaversHandler>(TimeSpan.FromHours(6));
        services.AddNav(new NavItem(70, "/people", "users", Role.Administrator, s => s.GetRequiredService<Texts<OrganisationsTexts>>()["Nav.People"], Phone: 4, Group: NavGroup.Company));
        services.AddNav(new NavItem(90, "/settings", "settings", Role.Administrator, s => s.GetRequiredService<Texts<OrganisationsTexts>>()["Nav.Settings"], Group: NavGroup.Company));
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => OrganisationsData.Map(model);

    /// <inheritdoc />
    public override void MapEndpoints(IEndpointRouteBuilder endpoints) => ExampleFile.Map(endpoints);
}
