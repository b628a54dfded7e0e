using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Insights;

/// <summary>Figures about discussions: counts and times, never people.</summary>
public sealed class InsightsModule : Module
{
    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddScoped<IStartCard, FiguresCard>();
        services.AddNav(new NavItem(60, "/figures", "chart", Role.Management | Role.WorksCouncil | Role.Desk | Role.Agency,
            s => s.GetRequiredService<Texts<InsightsTexts>>()["Nav"], Phone: 6, Group: NavGroup.Overview));
    }
}
