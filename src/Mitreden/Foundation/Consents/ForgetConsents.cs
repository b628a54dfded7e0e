using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Foundation.Consents;

/// <summary>Removes consents that were taken back three years ago.</summary>
public sealed record ForgetConsents : IJob
{
    /// <inheritdoc />
    public static string Kind => "consents.forget";
}

internal sealed class ForgetConsentsHandler(AppDb db) : IJobHandler<ForgetConsents>
{
    public Task RunAsync(ForgetConsents job, CancellationToken stop)
    {
        var before = db.Time.GetUtcNow().AddYears(-Consent.YearsOfProof);
        return db.WriteAsync(() => db.Set<Consent>().IgnoreQueryFilters([AppDb.OrganisationFilter]).Where(c => c.RevokedAt <= before).ExecuteDeleteAsync(CancellationToken.None));
    }
}
