using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Jobs;

/// <summary>Tells whoever has the discussion by mail that its reporter has written or that it has become urgent; nobody there, then the whole desk.</summary>
/// <param name="DiscussionId">The discussion.</param>
public sealed record TellDesk(Guid DiscussionId) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.tell-desk";

    /// <summary>Words of a reporter within <see cref="Chatty"/> that the desk is mailed about.</summary>
    private const int MostWords = 5;
    private static readonly TimeSpan Chatty = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The reporter has written. The desk sees every word; its mailbox hears of the first few, so that nobody can bury an alert under their own words.
    /// </summary>
    public static async Task EnqueueForWordsAsync(AppDb db, Discussion discussion, DateTimeOffset now)
    {
        var since = now - Chatty;
        if (await db.DiscussionEvents.CountAsync(e => e.DiscussionId == discussion.Id && e.Kind == EventKind.Answer && e.At > since) < MostWords) EnqueueFor(db, discussion);
    }

    /// <summary>The reporter has tapped anew: when it is hot now, whoever has it is told. Nobody has it, then the alarm rings anyway.</summary>
    public static void EnqueueForTap(AppDb db, Discussion discussion)
    {
        if (discussion.Involvement == Involvement.Heated && (discussion.HandlerId is not null || discussion.IsMerged)) EnqueueFor(db, discussion);
    }

    /// <summary>Adds the job to the save of the reporter's step.</summary>
    public static void EnqueueFor(AppDb db, Discussion discussion) => db.Enqueue(new TellDesk(discussion.Id), $"desk.tell-desk:{discussion.Id}:{discussion.Version}");
}

internal sealed class TellDeskHandler(AppDb db, People people, DeskMail mail) : IJobHandler<TellDesk>
{
    public async Task RunAsync(TellDesk job, CancellationToken stop)
    {
        if (!mail.IsOn) return;
        var found = await db.Discussions.Where(d => d.Id == job.DiscussionId).Select(d => new
        {
            HandlerId = d.HandlerId ?? db.Set<Discussion>().Where(lead => lead.Id == d.MergedInto).Select(lead => lead.HandlerId).FirstOrDefault(),
            IsDrill = d.DrillId != null,
        }).SingleOrDefaultAsync(stop);
        if (found is null) return;
        var desk = await people.WithRoleAsync(Role.Desk, stop);
        foreach (var person in desk.Any(p => p.Id == found.HandlerId) ? desk.Where(p => p.Id == found.HandlerId) : desk)
            await mail.SendAsync(person, "Mail.Answer", $"/desk/discussions/{job.DiscussionId}", found.IsDrill, stop);
    }
}
