using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
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

internal sealed class TellAuthorHandler(AppDb db, People people, PersonMails mails, Texts<ParticipationTexts> texts) : IJobHandler<TellAuthor>
{
    public async Task RunAsync(TellAuthor job, CancellationToken stop)
    {
        if (await db.Ideas.AsNoTracking().SingleOrDefaultAsync(i => i.Id == job.IdeaId, stop) is not { AuthorId: { } author }) return;
        if (await mails.ToAsync(await people.FindAsync(author, stop), stop) is not { } mail) return;
        mail.Send(() => (texts["Mail.Idea.Subject"], texts["Mail.Idea.Body", mail.Name, texts[$"State.{job.State}"], mail.Link($"/involvement/ideas/{job.IdeaId}")]),
            $"ideas.told:{Guid.CreateVersion7(db.Time.GetUtcNow())}");
    }
}
