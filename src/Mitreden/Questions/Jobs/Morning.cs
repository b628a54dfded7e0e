using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Questions.Jobs;

/// <summary>Looks where it is morning by now.</summary>
public sealed record Morning : IJob
{
    /// <inheritdoc />
    public static string Kind => "questions.morning";
}

internal sealed class MorningHandler(Mornings mornings) : IJobHandler<Morning>
{
    public Task RunAsync(Morning job, CancellationToken stop) => mornings.OpenAsync(d => d.Waiting(), day => new OpenBox(day), "questions.open", stop);
}

/// <summary>Shakes what is in the box once more, and tells those who answer by mail how many questions wait, when some have come since yesterday.</summary>
/// <param name="Day">Today, by the clock of the organisation.</param>
public sealed record OpenBox(DateOnly Day) : IJob
{
    /// <inheritdoc />
    public static string Kind => "questions.open-box";
}

internal sealed class OpenBoxHandler(
    IServiceScopeFactory scopes, CurrentOrganisation current, AppDb db, Readings readings, People people, Companies companies,
    Texts<QuestionsTexts> texts, Speech speech, IMailSender mail, MitredenSettings settings) : IJobHandler<OpenBox>
{
    public async Task RunAsync(OpenBox job, CancellationToken stop)
    {
        // In a scope of its own: this one's save is about the job.
        await using (var scope = scopes.For(current.Id!.Value)) await scope.ServiceProvider.GetRequiredService<Box>().ShakeAsync(job.Day);
        var yesterday = job.Day.AddDays(-1);
        if (!mail.IsOn || !await db.Waiting().AnyAsync(q => q.Day == yesterday, stop)) return;
        var count = await readings.CountWaitingAsync(job.Day, stop);
        var company = (await companies.FindAsync(current.Id!.Value, stop))!;
        foreach (var person in await people.WithRoleAsync(QuestionsModule.Moderators, stop))
        {
            if (person.Email is not { } address) continue;
            speech.Use(person.Language, company.Formal);
            var link = settings.Address("/questions/desk");
            var subject = texts[count == 1 ? "Mail.SubjectOne" : "Mail.Subject", count];
            db.Enqueue(new SendMail(address, person.Name, subject, texts["Mail.Body", person.Name, link]), $"questions.mail:{job.Day:yyyy-MM-dd}:{person.Id}");
        }
    }
}
