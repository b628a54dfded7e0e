using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Foundation.Data;

/// <summary>Closes everything anew that is sealed for one person alone: afterwards all rows were written at the same moment, and all differ from yesterday's.</summary>
public sealed record CloseAnew : IJob
{
    /// <inheritdoc />
    public static string Kind => "foundation.close-anew";
}

internal sealed class CloseAnewHandler(AppDb db, Seal seal) : IJobHandler<CloseAnew>
{
    private static readonly MethodInfo Rows = typeof(CloseAnewHandler).GetMethod(nameof(RowsAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private const int Attempts = 50;

    /// <remarks>One save for all. Whoever takes a step in this very moment has closed their row anew themselves.</remarks>
    public async Task RunAsync(CloseAnew job, CancellationToken stop)
    {
        foreach (var type in db.Model.GetEntityTypes().Where(t => typeof(SealedRow).IsAssignableFrom(t.ClrType)))
            foreach (var row in await (Task<List<SealedRow>>)Rows.MakeGenericMethod(type.ClrType).Invoke(this, [stop])!)
                row.Renew(seal);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await db.SaveChangesAsync(stop);
                return;
            }
            catch (DbUpdateConcurrencyException lost) when (attempt < Attempts)
            {
                foreach (var entry in lost.Entries) entry.State = EntityState.Detached;
            }
        }
    }

    private Task<List<SealedRow>> RowsAsync<T>(CancellationToken stop) where T : SealedRow =>
        db.Set<T>().IgnoreQueryFilters([AppDb.OrganisationFilter]).Cast<SealedRow>().ToListAsync(stop);
}
