using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts;

/// <summary>A session that somebody has signed out of: a copy of its cookie no longer lets anybody in. Names no person.</summary>
public sealed class EndedSession
{
    private EndedSession() { }

    /// <summary>Hash of the session's own secret.</summary>
    [Stored("keeps a copied cookie from working after signing out", Basis.NotPersonal, Keep.Days30, Seen.Program)]
    public string SecretHash { get; private set; } = "";
    /// <summary>When the row may go: no cookie lives longer.</summary>
    [Stored("ends the row", Basis.NotPersonal, Keep.Days30, Seen.Program)]
    public DateTimeOffset Until { get; private set; }

    /// <summary>The session with that secret has ended.</summary>
    public static EndedSession Of(string secret, DateTimeOffset now) => new() { SecretHash = Secret.Hash(secret), Until = now.AddDays(Sessions.Days) };
}

/// <summary>Removes sign-in links that have expired and ended sessions whose cookies are dead.</summary>
public sealed record ForgetExpired : IJob
{
    /// <inheritdoc />
    public static string Kind => "accounts.forget-expired";
}

internal sealed class ForgetExpiredHandler(AppDb db) : IJobHandler<ForgetExpired>
{
    public async Task RunAsync(ForgetExpired job, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        await db.WriteAsync(() => db.SignInLinks.Where(l => l.ExpiresAt <= now).ExecuteDeleteAsync(CancellationToken.None));
        await db.WriteAsync(() => db.EndedSessions.Where(s => s.Until <= now).ExecuteDeleteAsync(CancellationToken.None));
    }
}
