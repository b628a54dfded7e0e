using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;

namespace Mitreden.Desk.Jobs;

/// <summary>One desk member was alerted about one discussion; never twice for the same wake-up.</summary>
public sealed class Alert : IOrganisationOwned
{
    private Alert() { }

    /// <summary>Key.</summary>
    [Stored("identifies the alert", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The discussion.</summary>
    [Stored("says what the alert was about", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid DiscussionId { get; private set; }
    /// <summary>The person alerted.</summary>
    [Stored("keeps an alert from being doubled", Basis.LegitimateInterest, Keep.Case, Seen.Self)]
    public Guid PersonId { get; private set; }
    /// <summary>Which time the desk was asked, from 1.</summary>
    [Stored("tells an alert that is moot", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Round { get; private set; }
    /// <summary>0 on duty, 1 backup, 2 the whole desk, 3 management.</summary>
    [Stored("says how far the search had come", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Step { get; private set; }
    /// <summary>The wake-up that caused it, <see cref="Discussion.Wakes"/>.</summary>
    [Stored("keeps an alert from being doubled", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Wake { get; private set; }
    /// <summary>When.</summary>
    [Stored("shows how fast the alert went out", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Counted)]
    public DateTimeOffset At { get; private set; }

    /// <summary>Hash of the secret with which a device says that it has shown the alert.</summary>
    [Stored("tells that an alert has arrived", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public string ReceiptHash { get; private set; } = "";
    /// <summary>When a device first said so, or null.</summary>
    [Stored("sends a mail only when no device has shown the alert", Basis.LegitimateInterest, Keep.Case, Seen.Self)]
    public DateTimeOffset? ShownAt { get; private set; }
    /// <summary>When it was mailed, or null.</summary>
    [Stored("keeps an alert from being mailed twice", Basis.LegitimateInterest, Keep.Case, Seen.Self)]
    public DateTimeOffset? MailedAt { get; private set; }

    /// <summary>True when it was about an exercise: it counts nowhere and comes after all others.</summary>
    [Stored("keeps exercises out of the figures", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public bool IsDrill { get; private set; }

    /// <summary>Key of its mail: one about something real overtakes all others, one about an exercise none.</summary>
    private string MailKey => IsDrill ? Job.KeyOf(givesWay: true, $"{Id}") : SendMail.Alerts + Id;

    /// <summary>A device has shown it; the first one counts.</summary>
    public void Shown(DateTimeOffset now) => ShownAt ??= now;

    /// <summary>It goes out by mail.</summary>
    public void MailBy(AppDb db, SendMail mail)
    {
        MailedAt ??= db.Time.GetUtcNow();
        db.Enqueue(mail with { About = Id }, MailKey);
    }

    /// <summary>Notes that the person is alerted.</summary>
    public static Alert Of(Discussion discussion, Guid person, int step, string receiptHash, DateTimeOffset now) => new()
    {
        ReceiptHash = receiptHash,
        Id = Guid.CreateVersion7(now), OrganisationId = discussion.OrganisationId, DiscussionId = discussion.Id, PersonId = person,
        IsDrill = discussion.IsDrill, Round = discussion.Round, Step = step, Wake = discussion.Wakes, At = now,
    };
}
