using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Participation.Ideas;

/// <summary>Tells whoever wrote an idea with their name what has become of it. The mail carries the state and no words of the idea.</summary>
/// <param name="IdeaId">The idea.</param>
/// <param name="State">How it stands since.</param>
public sealed record TellAuthor(Guid IdeaId, IdeaState State) : IJob
{
    /// <inheritdoc />
    public static string Kind => "ideas.tell-author";

    /// <summary>Tells the author about a step, unless there is none to tell or they have taken it themselves.</summary>
    internal static void EnqueueFor(AppDb db, Idea idea, IdeaStep step)
    {
        if (idea.AuthorId is { } author && author != step.By) db.Enqueue(new TellAuthor(idea.Id, step.State), $"ideas.tell:{step.Id}");
    }
}

internal sealed class TellAuthorHandler(
    AppDb db, CurrentOrganisation current, People people, Companies companies, Texts<ParticipationTexts> texts, Speech speech, IMailSender mail, MitredenSettings settings) : IJobHandler<TellAuthor>
{
    public async Task RunAsync(TellAuthor job, CancellationToken stop)
    {
        if (!mail.IsOn || await db.Ideas.AsNoTracking().SingleOrDefaultAsync(i => i.Id == job.IdeaId, stop) is not { AuthorId: { } author }) return;
        if (await people.FindAsync(author, stop) is not { Email: { } address, LeftAt: null } person) return;
        speech.Use(person.Language, (await companies.FindAsync(current.Id!.Value, stop))!.Formal);
        var link = settings.Address($"/involvement/ideas/{job.IdeaId}");
        var body = texts["Mail.Idea.Body", person.Name, texts[$"State.{job.State}"], link];
        db.Enqueue(new SendMail(address, person.Name, texts["Mail.Idea.Subject"], body), $"ideas.told:{Guid.CreateVersion7(db.Time.GetUtcNow())}");
    }
}
