using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Contracts;
using Mitreden.Announcements.Reading;
using Mitreden.Announcements.Rounds;
using Mitreden.Announcements.Telling;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Contracts;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Announcements;

/// <summary>What the company tells its people, before the start and after it, and what they say to it.</summary>
public sealed class AnnouncementsModule : Module
{
    /// <summary>Policy: writes news and leads feedback rounds.</summary>
    public const string WriterPolicy = "NewsWriter";
    /// <summary>Policy: looks at a draft that is open to second readers.</summary>
    public const string SecondReaderPolicy = "NewsSecondReader";

    /// <summary>Roles that write.</summary>
    public const Role Writers = Role.Author | Role.Management | Role.Administrator | Role.Agency;
    /// <summary>Roles that look at a draft when they are asked to.</summary>
    public const Role SecondReaders = Writers | Role.WorksCouncil | Role.Desk;

    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddAuthorizationBuilder().AddPolicy(WriterPolicy, p => p.Needs(Writers)).AddPolicy(SecondReaderPolicy, p => p.Needs(SecondReaders));
        services.AddScoped<OwnRows>();
        services.AddScoped<IWhen<PersonJoined>>(s => s.GetRequiredService<OwnRows>());
        services.AddScoped<Marks>();
        services.AddScoped<Feed>();
        services.AddScoped<Spreading>();
        services.AddScoped<IWhen<GuidelinePublished>>(s => s.GetRequiredService<Spreading>());
        services.AddScoped<AnnouncementFacts>();
        services.AddScoped<NewsLive>();
        services.AddScoped<Choices>();
        services.AddScoped<IShowsVideos, NewsVideos>();
        services.AddScoped<IPersonalData, NewsPeople>();
        services.AddScoped<IPersonalData, OwnNewsData>();
        services.AddScoped<IStartCard, NewsCard>();
        services.AddScoped<IStartCard, OfferedCard>();
        services.AddScoped<Tray>();
        services.AddScoped<RoundResults>();
        services.AddScoped<IStartCard, RoundCard>();
        services.AddScoped<IStartCard, SaidCard>();
        services.AddScoped<IStartCard, OverdueCard>();
        services.AddTransient<ISeed, DemoSeed>();
        services.AddJob<TellPeople, TellPeopleHandler>();
        services.AddRecurring<CountReaders, CountReadersHandler>(TimeSpan.FromDays(1));
        services.AddRecurring<ShakeAnswers, ShakeAnswersHandler>(TimeSpan.FromHours(6));
        services.AddNav(new NavItem(12, "/news", "info", Role.None, s => s.GetRequiredService<Texts<AnnouncementsTexts>>()["Nav"]));
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => AnnouncementsData.Map(model);

    /// <inheritdoc />
    public override void MapEndpoints(IEndpointRouteBuilder endpoints) => NewsLive.Map(endpoints);
}
