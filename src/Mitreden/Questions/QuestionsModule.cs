using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Privacy.Contracts;
using Mitreden.Questions.Contracts;
using Mitreden.Questions.Jobs;

namespace Mitreden.Questions;

/// <summary>The question box: everybody asks without a name, and reads the answers.</summary>
public sealed class QuestionsModule : Module
{
    /// <summary>Policy: answers what is in the box.</summary>
    public const string ModeratorPolicy = "QuestionBox";

    /// <summary>Roles that answer.</summary>
    public const Role Moderators = Role.Author | Role.Desk | Role.Management;

    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddAuthorizationBuilder().AddPolicy(ModeratorPolicy, policy => policy.Needs(Moderators));
        services.AddSingleton<Senders<Question>>();
        services.AddScoped<Box>();
        services.AddScoped<Readings>();
        services.AddScoped<AnsweredQuestions>();
        services.AddScoped<IPersonalData, ReplyData>();
        services.AddScoped<IStartCard, WaitingCard>();
        services.AddScoped<IStartCard, AnswersCard>();
        services.AddRecurring<Morning, MorningHandler>(TimeSpan.FromMinutes(15));
        services.AddJob<ShakeBox, ShakeBoxHandler>();
        services.AddJob<OpenBox, OpenBoxHandler>();
        services.AddRecurring<ForgetQuestions, ForgetQuestionsHandler>(TimeSpan.FromDays(1));
        services.AddTransient<ISeed, DemoSeed>();
        services.AddNav(new NavItem(31, "/questions", "question", Role.None, s => s.GetRequiredService<Texts<QuestionsTexts>>()["Nav"]));
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => QuestionsData.Map(model);
}
