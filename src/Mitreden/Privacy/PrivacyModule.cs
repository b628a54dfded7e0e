using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Privacy;

/// <summary>What is stored about a person, who may see it, export and erasure.</summary>
public sealed class PrivacyModule : Module
{
    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddScoped<PersonalData>();
        services.AddScoped<IPersonalData, ConsentData>();
        services.AddNav(new NavItem(80, "/oversight", "shield", Role.WorksCouncil | Role.Administrator,
            s => s.GetRequiredService<Texts<PrivacyTexts>>()["Nav"], Group: NavGroup.Overview));
    }
}
