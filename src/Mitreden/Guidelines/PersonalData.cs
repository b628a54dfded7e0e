using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Guidelines.Acknowledging;
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
               select new { Evidence = a.Id, Version = v.Number, a.Hash, a.Language, a.Formal, a.At, a.Rules, v.Du, v.Sie, v.English, Book = v.Rules })
            .AsNoTracking().ToListAsync(stop));

    /// <summary>Nothing to do: with the person's row gone, the evidence carries a number that leads to nobody.</summary>
    /// <remarks>It counts until three years after its version was replaced; then <see cref="ForgetEvidence"/> removes it.</remarks>
    public Task EraseAsync(Guid person, CancellationToken stop) => Task.CompletedTask;
}

/// <summary>What a person has written on the draft and said about it.</summary>
internal sealed class DraftData(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("guidelineDraft", new
    {
        Drafts = await db.GuidelineDrafts.AsNoTracking().Where(d => d.WrittenBy == person).Select(d => new { d.Revision, d.ChangedAt }).ToListAsync(stop),
        Comments = await db.DraftComments.AsNoTracking().Where(c => c.By == person).OrderBy(c => c.Id).Select(c => new { c.RuleId, c.Text, c.At }).ToListAsync(stop),
    });

    public async Task EraseAsync(Guid person, CancellationToken stop)
    {
        foreach (var draft in await db.GuidelineDrafts.Where(d => d.WrittenBy == person).ToListAsync(stop)) draft.ForgetWriter();
        db.RemoveRange(await db.DraftComments.Where(c => c.By == person).ToListAsync(stop));
    }
}

/// <summary>A person's own mark of the news they have seen.</summary>
internal sealed class NewsData(AppDb db, Seal seal) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("guidelineNews", await db.ExportAsync<NewsMark, SeenNews>(seal, person, stop));

    public Task EraseAsync(Guid person, CancellationToken stop) => db.EraseAsync<NewsMark>(person, stop);
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
