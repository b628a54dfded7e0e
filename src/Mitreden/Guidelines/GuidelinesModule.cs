using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Contracts;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Guidelines;

/// <summary>Short rules, their versions and who has acknowledged which.</summary>
public sealed class GuidelinesModule : Module
{
    /// <summary>Policy: sees how many have acknowledged.</summary>
    public const string StatusPolicy = "GuidelineStatus";

    /// <summary>Roles that see how many have acknowledged.</summary>
    public const Role StatusRoles = Role.Author | Role.Administrator | Role.Management | Role.WorksCouncil;

    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddAuthorizationBuilder().AddPolicy(StatusPolicy, policy => policy.Needs(StatusRoles));
        services.AddScoped<Publishing>();
        services.AddScoped<GuidelineFacts>();
        services.AddScoped<IWhen<OrganisationFounded>, StarterGuideline>();
        services.AddScoped<IPersonalData, AcknowledgementData>();
        services.AddScoped<IStartCard, GuidelineCard>();
        services.AddRecurring<ForgetEvidence, ForgetEvidenceHandler>(TimeSpan.FromDays(1));
        services.AddNav(new NavItem(30, "/guideline", "book", Role.None, sp => sp.GetRequiredService<Texts<GuidelinesTexts>>()["Nav"], Phone: 5));
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => GuidelinesData.Map(model);
}
