using System.Data.Common;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.MailIn;

/// <summary>
/// Looks into the mailbox for reports every half a minute. It has a loop of its own and is no job: a mail server that is slow must never
/// hold an alert up. Several replicas may look at the same time; each mail becomes one report all the same.
/// </summary>
public sealed class MailWatch(MitredenSettings settings, MailInState state, IServiceScopeFactory scopes, TimeProvider time, ILogger<MailWatch> log) : BackgroundService
{
    /// <summary>Most mails of one look; the next look goes on.</summary>
    public const int MostAtOnce = 50;
    /// <summary>After so many failures a mail is left in the mailbox, marked as read.</summary>
    public const int MostFailures = 3;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<UniqueId, int> _failures = [];

    /// <inheritdoc />
    /// <exception cref="StartException">A mailbox is set without what makes it safe.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var mail = settings.MailIn;
        if (mail.IsOn && !MailAddresses.CanHold(mail.Address)) throw new StartException($"'{mail.Address}' in MITREDEN__MAILIN__ADDRESS is no address such as melden@example.com: without +, with at most 31 characters before the @.");
        if (mail.IsOn && string.IsNullOrWhiteSpace(mail.Server)) throw new StartException("MITREDEN__MAILIN__SERVER is missing: the name that the mail server writes first into Authentication-Results, such as mx.example.com.");
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!state.IsOn) return;
        while (true)
        {
            await Task.Delay(Every, time, stoppingToken);
            await TryAsync(stoppingToken);
        }
    }

    /// <summary>Looks once; a mailbox that cannot be read is noted and looked into again.</summary>
    public async Task TryAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Longest);
        await _gate.WaitAsync(stop);
        try
        {
            await LookAsync(patience.Token);
            state.Worked();
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // Whatever it was, the mailbox is looked into again in half a minute. An answer that was not understood may hold words of a mail.
            var reason = failure is ProtocolException ? "the server gave an answer that is no IMAP" : failure.Message;
            if (state.Failed()) log.LogWarning("The mailbox for reports cannot be read: {Kind}: {Reason}", failure.GetType().Name, reason);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var mail = settings.MailIn;
        using var client = new ImapClient { Timeout = 20_000 };
        await client.ConnectAsync(mail.Host!, mail.Port, MailSecurity.Of(mail.Security), stop);
        await client.AuthenticateAsync(mail.User ?? "", mail.Password ?? "", stop);
        var folder = mail.Folder.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox! : await client.GetFolderAsync(mail.Folder, stop);
        await folder.OpenAsync(FolderAccess.ReadWrite, stop);
        var done = string.IsNullOrWhiteSpace(mail.Done) ? null : await client.GetFolderAsync(mail.Done, stop);
        var waiting = (await folder.SearchAsync(SearchQuery.NotSeen.And(SearchQuery.NotDeleted), stop)).Take(MostAtOnce).ToList();
        if (waiting.Count > 0)
            foreach (var row in await folder.FetchAsync(waiting, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, stop)) await TakeAsync(folder, done, row, stop);
        await client.DisconnectAsync(true, stop);
    }

    private async Task TakeAsync(IMailFolder folder, IMailFolder? done, IMessageSummary row, CancellationToken stop)
    {
        try
        {
            await MarkAsync(folder, done, row.UniqueId, await FateAsync(folder, row, stop), stop);
            _failures.Remove(row.UniqueId);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested && !IsElsewhere(failure))
        {
            // One mail that cannot be taken must not keep the others waiting. Its words are not written down, so the message is not either.
            var count = _failures[row.UniqueId] = _failures.GetValueOrDefault(row.UniqueId) + 1;
            log.LogWarning("A mail (UID {Uid}) could not be taken, {Count} of {Most} times: {Kind}", row.UniqueId.Id, count, MostFailures, failure.GetType().Name);
            if (count >= MostFailures) await MarkAsync(folder, done, row.UniqueId, MailFate.NotOurs, stop);
        }
    }

    /// <summary>True when the mailbox or the database failed and not the mail: then it waits, however long that takes.</summary>
    private static bool IsElsewhere(Exception? failure) => failure is not null
        && (failure is IOException or ProtocolException or CommandException or DbException or DbUpdateException or TimeoutException || IsElsewhere(failure.InnerException));

    private async Task<MailFate> FateAsync(IMailFolder folder, IMessageSummary row, CancellationToken stop)
    {
        var headers = await folder.GetHeadersAsync(row.UniqueId, stop);
        var raw = row.Size is { } size && size <= MailReader.Largest ? await RawAsync(folder, row.UniqueId, stop) : null;
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MailDoor>().TakeAsync(headers, raw, stop);
    }

    private static async Task<byte[]?> RawAsync(IMailFolder folder, UniqueId uid, CancellationToken stop)
    {
        await using var stream = await folder.GetStreamAsync(uid, stop);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, stop);
        return bytes.Length <= MailReader.Largest ? bytes.ToArray() : null;
    }

    /// <summary>After the commit only. What has become a report is not kept a second time beside it: retention would not reach it in the mailbox.</summary>
    private static async Task MarkAsync(IMailFolder folder, IMailFolder? done, UniqueId uid, MailFate fate, CancellationToken stop)
    {
        var gone = fate == MailFate.Taken && done is null;
        await folder.StoreAsync([uid], new StoreFlagsRequest(StoreAction.Add, gone ? MessageFlags.Seen | MessageFlags.Deleted : MessageFlags.Seen) { Silent = true }, stop);
        if (gone) await folder.ExpungeAsync([uid], stop);
        else if (fate == MailFate.Taken) await folder.MoveToAsync([uid], done!, stop);
    }
}
