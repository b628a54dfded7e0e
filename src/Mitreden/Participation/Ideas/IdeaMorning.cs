using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Participation.Ideas;

/// <summary>Looks where it is morning by now.</summary>
public sealed record IdeaMorning : IJob
{
    /// <inheritdoc />
    public static string Kind => "ideas.morning";
}

internal sealed class IdeaMorningHandler(Mornings mornings) : IJobHandler<IdeaMorning>
{
    public Task RunAsync(IdeaMorning job, CancellationToken stop) => mornings.OpenAsync(
        new MorningBox<Idea, ShakeIdeas, OpenIdeas>("ideas", IdeaBox.Waiting, today => new ShakeIdeas(today), (today, since) => new OpenIdeas(today, since)), stop);
}

/// <summary>Shakes what waits once more, before anybody may read it: a reply to it would keep it as it lies.</summary>
/// <param name="Day">Today, by the clock of the organisation.</param>
public sealed record ShakeIdeas(DateOnly Day) : IJob
{
    /// <inheritdoc />
    public static string Kind => "ideas.shake";
}

internal sealed class ShakeIdeasHandler(IServiceScopeFactory scopes, CurrentOrganisation current) : IJobHandler<ShakeIdeas>
{
    public async Task RunAsync(ShakeIdeas job, CancellationToken stop)
    {
        // In a scope of its own: this one's save is about the job.
        await using var scope = scopes.For(current.Id!.Value);
        await scope.ServiceProvider.GetRequiredService<IdeaBox>().ShakeAsync(job.Day);
    }
}

/// <summary>Tells those who lead the launch by mail how many ideas wait, when some have come since they were told last.</summary>
/// <param name="Day">Today, by the clock of the organisation.</param>
/// <param name="Since">The first day of which they have not been told.</param>
public sealed record OpenIdeas(DateOnly Day, DateOnly Since) : IJob
{
    /// <inheritdoc />
    public static string Kind => "ideas.open";
}

internal sealed class OpenIdeasHandler(AppDb db, IdeaReadings readings, People people, PersonMails mails, Texts<ParticipationTexts> texts) : IJobHandler<OpenIdeas>
{
    public async Task RunAsync(OpenIdeas job, CancellationToken stop)
    {
        if (!mails.IsOn || !await IdeaBox.Waiting(db).AnyAsync(i => i.Day >= job.Since && i.Day < job.Day, stop)) return;
        var count = await readings.CountWaitingAsync(job.Day, stop);
        foreach (var person in await people.WithRoleAsync(ParticipationModule.Leads, stop))
        {
            if (await mails.ToAsync(person, stop) is not { } mail) continue;
            mail.Send(() => (texts[count == 1 ? "Mail.Ideas.SubjectOne" : "Mail.Ideas.Subject", count], texts["Mail.Ideas.Body", mail.Name, mail.Link("/involvement/leads")]),
                $"ideas.mail:{job.Day:yyyy-MM-dd}:{person.Id}");
        }
    }
}
