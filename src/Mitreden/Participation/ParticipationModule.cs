using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Participation.Contracts;
using Mitreden.Participation.Ideas;
using Mitreden.Participation.Pilot;
using Mitreden.Participation.Volunteers;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Participation;

/// <summary>Taking part: who volunteers for what, the pilot group, and ideas with what became of each.</summary>
public sealed class ParticipationModule : Module
{
    /// <summary>Policy: sees who has volunteered, puts the pilot group together, answers ideas.</summary>
    public const string LeadPolicy = "ParticipationLead";

    /// <summary>Roles that lead: those of the launch.</summary>
    public const Role Leads = Role.Author | Role.Administrator | Role.Management | Role.Agency;

    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddAuthorizationBuilder().AddPolicy(LeadPolicy, policy => policy.Needs(Leads));
        services.AddScoped<Volunteering>();
        services.AddScoped<Pilots>();
        services.AddSingleton<Senders<Idea>>();
        services.AddScoped<IdeaBox>();
        services.AddScoped<IdeaReadings>();
        services.AddScoped<InvolvementFacts>();
        services.AddScoped<IPersonalData, ParticipationPeople>();
        services.AddScoped<IWhen<PersonLeft>, ParticipationPeople>();
        services.AddScoped<IStartCard, LeadCard>();
        services.AddScoped<IStartCard, PilotCard>();
        services.AddScoped<IStartCard, IdeaNewsCard>();
        services.AddScoped<IStartCard, JoinCard>();
        services.AddJob<TellMember, TellMemberHandler>();
        services.AddJob<TellAuthor, TellAuthorHandler>();
        services.AddJob<ShakeIdeas, ShakeIdeasHandler>();
        services.AddJob<OpenIdeas, OpenIdeasHandler>();
        services.AddRecurring<IdeaMorning, IdeaMorningHandler>(TimeSpan.FromMinutes(15));
        services.AddRecurring<ForgetIdeas, ForgetIdeasHandler>(TimeSpan.FromDays(1));
        services.AddTransient<ISeed, DemoSeed>();
        services.AddNav(new NavItem(33, "/involvement", "hand", Role.None, s => s.GetRequiredService<Texts<ParticipationTexts>>()["Nav"]));
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => ParticipationData.Map(model);
}
