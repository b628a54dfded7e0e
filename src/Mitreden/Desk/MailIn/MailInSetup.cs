using Mitreden.Foundation.Jobs;

namespace Mitreden.Desk.MailIn;

/// <summary>Registers reporting by mail.</summary>
public static class MailInSetup
{
    /// <summary>Adds the look into the mailbox, what it finds, and its line in <c>/health/ready</c>.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<MailInState>();
        services.AddSingleton<MailWatch>();
        services.AddHostedService(s => s.GetRequiredService<MailWatch>());
        services.AddScoped<MailDoor>();
        services.AddJob<AnswerMail, AnswerMailHandler>();
        services.AddHealthChecks().AddCheck<MailInHealth>("mail-in");
    }
}
