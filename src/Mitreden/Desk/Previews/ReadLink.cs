using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Previews;

/// <summary>Looks at the link of a report after it was stored: the report waits for nothing, and nothing of it can fail by this.</summary>
/// <param name="DiscussionId">The discussion.</param>
public sealed record ReadLink(Guid DiscussionId) : IJob
{
    /// <summary>
    /// How many links are looked at at the same time, of each organisation one: sites that do not answer leave room for calling people, and hold up
    /// nobody else's links.
    /// </summary>
    public const int MostAtOnce = 3;
    /// <summary>How long a link waits at first when there is no room, about; each further time twice as long, up to <see cref="LongestPause"/>.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    /// <summary>Longest time between two looks for room, about: a hundred links that wait for a slow site are not a hundred rows every three seconds.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>After this time at the latest a link that found no room asks again.</summary>
    internal static TimeSpan LongestWait => LongestPause * 1.5;

    /// <summary>How often there was no room.</summary>
    public int Tries { get; init; }

    /// <summary>How long it waits after that many tries.</summary>
    /// <param name="luck">From 0 to 1; half as long to half as long again, so that links that came together do not ask together.</param>
    internal TimeSpan Wait(double luck)
    {
        var pause = Pause * Math.Pow(2, Math.Min(Tries, 10));
        return (pause < LongestPause ? pause : LongestPause) * (0.5 + luck);
    }

    /// <inheritdoc />
    public static string Kind => "desk.read-link";

    /// <inheritdoc />
    public static bool AsksOutside => true;

    /// <summary>Adds the job to the save of the report. One that belongs to another discussion has the same link as that one.</summary>
    public static void EnqueueFor(AppDb db, Discussion discussion)
    {
        // The thread of a drill is a page of ours, and nobody outside may see it.
        if (discussion is { Url: not null, IsMerged: false, IsDrill: false }) db.Enqueue(new ReadLink(discussion.Id), $"{Job.GivesWay}desk.read-link:{discussion.Id}:{discussion.Version}");
    }
}

internal sealed class ReadLinkHandler(AppDb db, Companies companies, LinkLook look, LookRoom room) : IJobHandler<ReadLink>
{
    public async Task RunAsync(ReadLink job, CancellationToken stop)
    {
        var found = await db.Discussions.Where(d => d.Id == job.DiscussionId && d.Url != null && d.State != DiscussionState.Merged && d.State != DiscussionState.Withdrawn
            && !db.Set<LinkPreview>().Any(p => p.DiscussionId == d.Id)).Select(d => new { d.OrganisationId, d.Url }).SingleOrDefaultAsync(stop);
        if (found is null || await companies.FindAsync(found.OrganisationId, stop) is not { ReadsLinks: true }) return;
        if (!room.Enter(found.OrganisationId))
        {
            var now = db.Time.GetUtcNow();
            db.Enqueue(job with { Tries = job.Tries + 1 }, $"{Job.GivesWay}desk.read-link:{job.DiscussionId}:{Guid.CreateVersion7(now)}", now + job.Wait(Random.Shared.NextDouble()));
            return;
        }
        try
        {
            var seen = await look.AtAsync(found.Url!, stop);
            db.Add(LinkPreview.Of(found.OrganisationId, job.DiscussionId, seen, db.Time.GetUtcNow()));
        }
        finally
        {
            room.Leave(found.OrganisationId);
        }
        db.Announce(DeskTopics.One(job.DiscussionId), job.DiscussionId);
    }
}

/// <summary>Who is looking at a link now.</summary>
internal sealed class LookRoom
{
    private readonly ConcurrentDictionary<Guid, bool> _inside = new();

    /// <summary>True when there is room, and the organisation looks at no other link.</summary>
    public bool Enter(Guid organisation) => _inside.Count < ReadLink.MostAtOnce && _inside.TryAdd(organisation, true);

    /// <summary>Makes room.</summary>
    public void Leave(Guid organisation) => _inside.TryRemove(organisation, out _);
}
