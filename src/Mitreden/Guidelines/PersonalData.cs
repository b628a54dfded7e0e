using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Guidelines;

/// <summary>A person's acknowledgements.</summary>
internal sealed class AcknowledgementData(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("acknowledgements",
        await (from a in db.Acknowledgements
               join v in db.GuidelineVersions on a.VersionId equals v.Id
               where a.PersonId == person
               orderby v.Number
               select new { Evidence = a.Id, Version = v.Number, a.Hash, a.Language, a.Formal, a.At, v.Du, v.Sie, v.English })
            .AsNoTracking().ToListAsync(stop));

    /// <summary>Nothing to do: with the person's row gone, the evidence carries a number that leads to nobody.</summary>
    /// <remarks>It counts until three years after its version was replaced; then <see cref="ForgetEvidence"/> removes it.</remarks>
    public Task EraseAsync(Guid person, CancellationToken stop) => Task.CompletedTask;
}

/// <summary>Removes versions that were replaced three years ago, with their acknowledgements.</summary>
public sealed record ForgetEvidence : IJob
{
    /// <inheritdoc />
    public static string Kind => "guidelines.forget-evidence";
}

internal sealed class ForgetEvidenceHandler(AppDb db) : IJobHandler<ForgetEvidence>
{
    public Task RunAsync(ForgetEvidence job, CancellationToken stop)
    {
        var before = db.Time.GetUtcNow().AddYears(-Validity.YearsOfEvidence);
        return db.WriteAsync(() => db.Set<Validity>().IgnoreQueryFilters([AppDb.OrganisationFilter])
            .Where(v => v.Until <= before).ExecuteDeleteAsync(CancellationToken.None));
    }
}
