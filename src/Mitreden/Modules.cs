using Mitreden.Foundation.Web;

namespace Mitreden;

/// <summary>The modules in the order in which they may use each other: a module uses only those above it.</summary>
public static class Modules
{
    /// <summary>All modules, top to bottom.</summary>
    public static IReadOnlyList<Module> All { get; } =
    [
        new Privacy.PrivacyModule(),
        new Organisations.OrganisationsModule(),
        new Accounts.AccountsModule(),
        new Content.ContentModule(),
        new Placement.PlacementModule(),
        new Desk.DeskModule(),
        new Learning.LearningModule(),
        new Questions.QuestionsModule(),
        new Guidelines.GuidelinesModule(),
        new Announcements.AnnouncementsModule(),
        new Participation.ParticipationModule(),
        new Launch.LaunchModule(),
        new Insights.InsightsModule(),
    ];
}
