using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Guidelines.Contracts;

namespace Mitreden.Announcements.Telling;

/// <summary>Tells people what is new, in the save that makes it new: open pages at once, mailboxes a few at a time.</summary>
public sealed class Spreading(AppDb db) : IWhen<GuidelinePublished>
{
    /// <summary>An announcement has been published. The caller saves.</summary>
    public void Publish(Announcement announcement)
    {
        Show(announcement);
        Mail(new TellPeople($"{announcement.Id:N}", announcement.Id, Guid.Empty, 0));
    }

    /// <summary>What an announcement says has changed: open pages show it, nobody gets another mail. The caller saves.</summary>
    public void Show(Announcement announcement) => db.Announce(NewsTopic.Of(announcement.OrganisationId), announcement.Id);

    /// <inheritdoc />
    public Task HandleAsync(GuidelinePublished happened, CancellationToken stop)
    {
        db.Announce(NewsTopic.Of(happened.OrganisationId), NewsTopic.Guideline);
        Mail(new TellPeople($"g{happened.Number}-{happened.OrganisationId:N}", null, Guid.Empty, 0));
        return Task.CompletedTask;
    }

    private void Mail(TellPeople job) => db.Enqueue(job, job.Key);
}
