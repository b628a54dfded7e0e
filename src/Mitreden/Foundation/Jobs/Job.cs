using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Texts;

namespace Mitreden.Foundation.Jobs;

/// <summary>A piece of work that is not a request. Small: ids, never content.</summary>
public interface IJob
{
    /// <summary>Stable name in the job table, such as <c>desk.wake-up</c>.</summary>
    static abstract string Kind { get; }

    /// <summary>True when it waits for somebody outside who may answer late or never, mails apart: only some of them run at the same time.</summary>
    static virtual bool AsksOutside => false;
}

/// <summary>Does one kind of job. Must be idempotent: after a crash it runs again.</summary>
public interface IJobHandler<in T> where T : IJob
{
    /// <summary>Does the work; what it adds to <see cref="AppDb"/> is saved together with "done".</summary>
    Task RunAsync(T job, CancellationToken stop);
}

/// <summary>Who goes first when several are due: whoever is to be called waits neither behind a hundred invitations nor behind words.</summary>
public enum JobLane
{
    /// <summary>Everything that waits for nobody outside and does not give way.</summary>
    First = 0,
    /// <summary>Asks somebody outside: a push service, a chat, a text message.</summary>
    Call = 1,
    /// <summary>What can wait, because it only practises or nobody is called by it.</summary>
    CanWait = 2,
    /// <summary>Mails that call somebody.</summary>
    AlertMail = 3,
    /// <summary>Other mails.</summary>
    Mail = 4,
    /// <summary>Mails that can wait.</summary>
    MailCanWait = 5,
    /// <summary>Asks somebody outside, and can wait.</summary>
    CallCanWait = 6,
}

/// <summary>A durable job, written in the same transaction as what causes it.</summary>
public sealed class Job
{
    /// <summary>After this many failures a job is dead: the log says so, and <c>/health/ready</c> counts it until it is forgotten.</summary>
    public const int MostAttempts = 12;

    /// <summary>Begin of the key of a job that can wait, because it only practises or nobody is called by it: mails apart, it is done after all others.</summary>
    public const string GivesWay = "gives-way:";

    /// <summary>Key of the row.</summary>
    [Stored("identifies the job", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public Guid Id { get; private set; }
    /// <summary>Kind of work.</summary>
    [Stored("finds the handler", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public string Kind { get; private set; } = "";
    /// <summary>Unique key: the same cause never makes two jobs.</summary>
    [Stored("keeps a job from being doubled", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public string Key { get; private set; } = "";
    /// <summary>Who goes first.</summary>
    [Stored("orders the work", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public JobLane Lane { get; private set; }
    /// <summary>The job as JSON.</summary>
    [Stored("tells the handler what to do", Basis.LegitimateInterest, Keep.Days14, Seen.Program)]
    public string Payload { get; private set; } = "";
    /// <summary>Organisation the job works for, if any.</summary>
    [Stored("keeps the job inside its organisation", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public Guid? ForOrganisation { get; private set; }
    /// <summary>When it was enqueued.</summary>
    [Stored("shows delay", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public DateTimeOffset CreatedAt { get; private set; }
    /// <summary>Not before this time.</summary>
    [Stored("orders the work", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public DateTimeOffset RunAt { get; private set; }
    /// <summary>Failures so far.</summary>
    [Stored("spaces the retries", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public int Attempts { get; private set; }
    /// <summary>A worker has it until then; after that another may take it.</summary>
    [Stored("keeps two workers apart", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public DateTimeOffset? ClaimedUntil { get; private set; }
    /// <summary>The claim that took it last; jobs taken together share one.</summary>
    [Stored("tells whose claim it is", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public Guid? ClaimedBy { get; private set; }
    /// <summary>When it was done.</summary>
    [Stored("marks the end", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public DateTimeOffset? DoneAt { get; private set; }
    /// <summary>When it was given up.</summary>
    [Stored("shows dead jobs to the operator", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public DateTimeOffset? DeadAt { get; private set; }
    /// <summary>What went wrong last.</summary>
    [Stored("tells the operator why", Basis.NotPersonal, Keep.Days14, Seen.Program)]
    public string? LastError { get; private set; }

    internal static Job For<T>(T job, string key, Guid? organisation, DateTimeOffset runAt, DateTimeOffset now) where T : IJob => new()
    {
        Id = Guid.CreateVersion7(now), Kind = T.Kind, Key = key, Lane = LaneOf(T.Kind == SendMail.Kind, T.AsksOutside, key), Payload = JsonSerializer.Serialize(job),
        ForOrganisation = organisation, CreatedAt = now, RunAt = runAt,
    };

    /// <summary>The key of a job that gives way, or does not.</summary>
    public static string KeyOf(bool givesWay, string key) => givesWay ? GivesWay + key : key;

    private static JobLane LaneOf(bool isMail, bool asksOutside, string key)
    {
        var canWait = key.StartsWith(GivesWay, StringComparison.Ordinal);
        if (asksOutside) return canWait ? JobLane.CallCanWait : JobLane.Call;
        if (!isMail) return canWait ? JobLane.CanWait : JobLane.First;
        return canWait ? JobLane.MailCanWait : key.StartsWith(SendMail.Alerts, StringComparison.Ordinal) ? JobLane.AlertMail : JobLane.Mail;
    }

    /// <summary>A note that something has begun, kept and forgotten like a job that is done.</summary>
    internal static Job Note(string key, string kind, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), Kind = kind, Key = key, Payload = "{}", CreatedAt = now, RunAt = now, DoneAt = now };

    /// <summary>The work is done; what it was about is forgotten at once.</summary>
    internal void Finish(DateTimeOffset now) => (DoneAt, ClaimedUntil, LastError, Payload) = (now, null, null, "{}");

    /// <summary>The work failed: again later, twice as late each time up to an hour, or dead; then what it was about, such as the link in a mail, is forgotten.</summary>
    internal void Fail(string reason, DateTimeOffset now)
    {
        Attempts++;
        LastError = Cut.Of(reason, 500);
        ClaimedUntil = null;
        if (Attempts >= MostAttempts) (DeadAt, Payload) = (now, "{}");
        else RunAt = now + TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, Attempts)));
    }
}

internal static class JobMap
{
    public static void Map(EntityTypeBuilder<Job> job)
    {
        job.ToTable("Jobs");
        job.Property(j => j.Kind).HasMaxLength(100);
        job.Property(j => j.Key).HasMaxLength(200);
        job.HasIndex(j => j.Key).IsUnique();
        job.HasIndex(j => new { j.DoneAt, j.DeadAt, j.Lane, j.RunAt });
        job.HasIndex(j => j.ClaimedUntil).HasFilter("\"ClaimedUntil\" IS NOT NULL");
    }
}
