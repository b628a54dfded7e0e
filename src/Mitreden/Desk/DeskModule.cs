using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Afterwards;
using Mitreden.Desk.Blocks;
using Mitreden.Desk.Channels;
using Mitreden.Desk.ChatIn;
using Mitreden.Desk.Contracts;
using Mitreden.Desk.Drills;
using Mitreden.Desk.Duty;
using Mitreden.Desk.DutyPages;
using Mitreden.Desk.Handling;
using Mitreden.Desk.Here;
using Mitreden.Desk.Inbox;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.MailIn;
using Mitreden.Desk.Posting;
using Mitreden.Desk.Previews;
using Mitreden.Desk.Reporting;
using Mitreden.Desk.Reports;
using Mitreden.Desk.Setup;
using Mitreden.Desk.Together;
using Mitreden.Desk.WaysIn;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk;

/// <summary>The discussion desk: from a report to a calm ending.</summary>
public sealed class DeskModule : Module
{
    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        ChannelSetup.Add(services);
        services.AddScoped<Gathering>();
        services.AddScoped<Intake>();
        services.AddScoped<IntakeGroup>();
        services.AddSingleton<IntakeLine>();
        services.AddScoped<DeskQueries>();
        services.AddScoped<TextBlocks>();
        services.AddSingleton<WhoIsHere>();
        services.AddHostedService(s => s.GetRequiredService<WhoIsHere>());
        services.AddScoped<Presences>();
        services.AddScoped<Merging>();
        services.AddScoped<Relatives>();
        services.AddScoped<DeskFigures>();
        services.AddScoped<DutyFacts>();
        services.AddScoped<DeskLive>();
        PreviewQueries.Add(services);
        PostingSetup.Add(services);
        services.AddScoped<Crew>();
        services.AddScoped<PendingCalls>();
        services.AddScoped<Bell>();
        services.AddScoped<DeskMail>();
        services.AddJob<WakeUp, WakeUpHandler>();
        services.AddJob<CallDevices, CallHandler>();
        services.AddJob<MailUnlessShown, CallHandler>();
        services.AddJob<CallTeam, CallHandler>();
        services.AddJob<CallChannel, CallHandler>();
        services.AddScoped<IMailMatters, CallHandler>();
        services.AddRecurring<NextDuty, NextDutyHandler>(TimeSpan.FromMinutes(1));
        services.AddRecurring<Watchman, WatchmanHandler>(TimeSpan.FromMinutes(1));
        services.AddJob<TellReporter, TellReporterHandler>();
        services.AddRecurring<KeepLimits, KeepLimitsHandler>(TimeSpan.FromHours(1));
        services.AddScoped<IPersonalData, ReportData>();
        services.AddScoped<IPersonalData, DeskWorkData>();
        services.AddScoped<IWhen<PersonLeft>, WhenSomebodyGoes>();
        services.AddScoped<IWhen<RolesTaken>, WhenSomebodyGoes>();
        services.AddJob<TellMajor, TellMajorHandler>();
        services.AddJob<TellDesk, TellDeskHandler>();
        services.AddTransient<ISeed, DemoSeed>();
        services.AddScoped<IStartCard, ReportCard>();
        services.AddScoped<IStartCard, InboxCard>();
        services.AddScoped<IBanner, NobodyBanner>();
        DutySetup.Add(services);
        WaySetup.Add(services);
        MailInSetup.Add(services);
        ChatSetup.Add(services);
        AfterwardsSetup.Add(services);
        DrillSetup.Add(services);
        services.AddNav(new NavItem(10, "/desk/share", "share", Role.None, s => s.GetRequiredService<Texts<DeskTexts>>()["Nav.Share"], Phone: 2));
        services.AddNav(new NavItem(20, "/desk", "inbox", Role.Desk, s => s.GetRequiredService<Texts<DeskTexts>>()["Nav.Inbox"], Phone: 3, Group: NavGroup.Desk));
        services.AddNav(new NavItem(30, "/desk/reports", "message", Role.None, s => s.GetRequiredService<Texts<DeskTexts>>()["Nav.Reports"]));
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model)
    {
        DeskData.Map(model);
        TextBlocks.Map(model);
        DutySetup.Map(model);
        ChannelSetup.Map(model);
        WaySetup.Map(model);
        ChatSetup.Map(model);
        AfterwardsSetup.Map(model);
        PreviewQueries.Map(model);
        PostingSetup.Map(model);
        DrillSetup.Map(model);
    }

    /// <inheritdoc />
    public override void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        DeskLive.Map(endpoints);
        Presences.Map(endpoints);
        DeskEndpoints.Map(endpoints);
        Receipts.Map(endpoints);
        Calendar.Map(endpoints);
        KeyDoor.Map(endpoints);
        ChatGate.Map(endpoints);
        PreviewQueries.Map(endpoints);
    }
}
