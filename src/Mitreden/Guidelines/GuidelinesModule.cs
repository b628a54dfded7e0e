using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Acknowledging;
using Mitreden.Guidelines.Contracts;
using Mitreden.Guidelines.Drafts;
using Mitreden.Guidelines.Reading;
using Mitreden.Guidelines.Rules;
using Mitreden.Guidelines.Showing;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Guidelines;

/// <summary>Short rules, their versions and who has acknowledged which.</summary>
public sealed class GuidelinesModule : Module
{
    /// <summary>Policy: sees about how many have acknowledged.</summary>
    public const string StatusPolicy = "GuidelineStatus";

    /// <summary>Roles that see about how many have acknowledged.</summary>
    public const Role StatusRoles = Role.Author | Role.Administrator | Role.Management | Role.WorksCouncil;

    /// <summary>Policy: sees a draft that lies open, and comments on it.</summary>
    public const string ReviewPolicy = "GuidelineReview";

    /// <summary>Roles that see a draft that lies open.</summary>
    public const Role ReviewRoles = Role.Author | Role.Desk | Role.WorksCouncil | Role.Management;

    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddAuthorizationBuilder().AddPolicy(StatusPolicy, policy => policy.Needs(StatusRoles)).AddPolicy(ReviewPolicy, policy => policy.Needs(ReviewRoles));
        services.AddSingleton(new WarmUp(() => _ = ShippedRules.Starter));
        services.AddScoped<Drafting>();
        services.AddScoped<RuleCraft>();
        services.AddScoped<WordsCraft>();
        services.AddScoped<OpenLinks>();
        services.AddScoped<Film>();
        services.AddScoped<IShowsVideos>(s => s.GetRequiredService<Film>());
        services.AddScoped<MyGuideline>();
        services.AddScoped<Publishing>();
        services.AddScoped<GuidelineFacts>();
        services.AddScoped<IWhen<OrganisationFounded>, StarterGuideline>();
        services.AddScoped<IWhen<IndustryChosen>, IndustryRules>();
        services.AddScoped<IPersonalData, AcknowledgementData>();
        services.AddScoped<IPersonalData, DraftData>();
        services.AddScoped<IPersonalData, NewsData>();
        services.AddScoped<IStartCard, GuidelineCard>();
        services.AddScoped<IStartCard, ReviewCard>();
        services.AddRecurring<ForgetEvidence, ForgetEvidenceHandler>(TimeSpan.FromDays(1));
        services.AddNav(new NavItem(30, "/guideline", "book", Role.None, sp => sp.GetRequiredService<Texts<GuidelinesTexts>>()["Nav"], Phone: 5));
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => GuidelinesData.Map(model);

    /// <inheritdoc />
    public override void MapEndpoints(IEndpointRouteBuilder endpoints) => FilmDoors.Map(endpoints);
}
