using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
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
    public Task RunAsync(Morning job, CancellationToken stop) => mornings.OpenAsync(
        new MorningBox<Question, ShakeBox, OpenBox>("questions", d => d.Waiting(), today => new ShakeBox(today), (today, since) => new OpenBox(today, since)), stop);
}

/// <summary>Shakes what is in the box once more, before anybody may read it: a reply to it would keep it as it lies.</summary>
/// <param name="Day">Today, by the clock of the organisation.</param>
public sealed record ShakeBox(DateOnly Day) : IJob
{
    /// <inheritdoc />
    public static string Kind => "questions.shake-box";
}

internal sealed class ShakeBoxHandler(IServiceScopeFactory scopes, CurrentOrganisation current) : IJobHandler<ShakeBox>
{
    public async Task RunAsync(ShakeBox job, CancellationToken stop)
    {
        // In a scope of its own: this one's save is about the job.
        await using var scope = scopes.For(current.Id!.Value);
        await scope.ServiceProvider.GetRequiredService<Box>().ShakeAsync(job.Day);
    }
}

/// <summary>Tells those who answer by mail how many questions wait, when some have come since they were told last.</summary>
/// <param name="Day">Today, by the clock of the organisation.</param>
/// <param name="Since">The first day of which they have not been told.</param>
public sealed record OpenBox(DateOnly Day, DateOnly Since) : IJob
{
    /// <inheritdoc />
    public static string Kind => "questions.open-box";
}

internal sealed class OpenBoxHandler(AppDb db, Readings readings, People people, PersonMails mails, Texts<QuestionsTexts> texts) : IJobHandler<OpenBox>
{
    public async Task RunAsync(OpenBox job, CancellationToken stop)
    {
        if (!mails.IsOn || !await db.Waiting().AnyAsync(q => q.Day >= job.Since && q.Day < job.Day, stop)) return;
        var count = await readings.CountWaitingAsync(job.Day, stop);
        foreach (var person in await people.WithRoleAsync(QuestionsModule.Moderators, stop))
        {
            if (await mails.ToAsync(person, stop) is not { } mail) continue;
            mail.Send(() => (texts[count == 1 ? "Mail.SubjectOne" : "Mail.Subject", count], texts["Mail.Body", mail.Name, mail.Link("/questions/desk")]),
                $"questions.mail:{job.Day:yyyy-MM-dd}:{person.Id}");
        }
    }
}
