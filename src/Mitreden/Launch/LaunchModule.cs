using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Launch.Plan;
using Mitreden.Launch.Readiness;
using Mitreden.Launch.Templates;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Launch;

/// <summary>The way to the first channel, with everybody: the plan, management's promise, and what has to be ready before.</summary>
public sealed class LaunchModule : Module
{
    /// <summary>Policy: plans, ticks off, opens channels.</summary>
    public const string LeadPolicy = "LaunchLead";
    /// <summary>Policy: sees the plan.</summary>
    public const string ViewPolicy = "LaunchView";

    /// <summary>Roles that lead the project.</summary>
    public const Role Leads = Role.Author | Role.Administrator | Role.Management | Role.Agency;
    /// <summary>Roles that see the plan: the works council from the first day.</summary>
    public const Role Viewers = Leads | Role.WorksCouncil | Role.Desk;
    /// <summary>Roles that can promise something in the company's name.</summary>
    public const Role Promisers = Role.Management | Role.Administrator;

    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddAuthorizationBuilder().AddPolicy(LeadPolicy, p => p.Needs(Leads)).AddPolicy(ViewPolicy, p => p.Needs(Viewers));
        services.AddScoped<ReadinessCheck>();
        services.AddScoped<Filling>();
        services.AddScoped<OwnTemplates>();
        services.AddScoped<LaunchBeginning>();
        services.AddScoped<IPersonalData, LaunchPeople>();
        services.AddScoped<IWhen<PersonLeft>, LaunchPeople>();
        services.AddScoped<IStartCard, LaunchCard>();
        services.AddNav(new NavItem(50, "/launch", "megaphone", Viewers, s => s.GetRequiredService<Texts<LaunchTexts>>()["Nav"], Group: NavGroup.Overview));
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => LaunchData.Map(model);
}
