using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Guidelines;

/// <summary>A person's own evidence.</summary>
/// <param name="Id">Number of the evidence.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="Hash">Hash of the text.</param>
/// <param name="At">When it was acknowledged.</param>
public sealed record Evidence(Guid Id, int Version, string Hash, DateTimeOffset At);

internal static class GuidelinesData
{
    extension(AppDb db)
    {
        public DbSet<GuidelineVersion> GuidelineVersions => db.Set<GuidelineVersion>();
        public DbSet<Acknowledgement> Acknowledgements => db.Set<Acknowledgement>();

        /// <summary>The version that holds now; null only before an organisation has been founded completely.</summary>
        public Task<GuidelineVersion?> CurrentGuidelineAsync(CancellationToken stop) =>
            db.GuidelineVersions.AsNoTracking().OrderByDescending(v => v.Number).FirstOrDefaultAsync(stop);

        /// <summary>What the person has acknowledged, newest first.</summary>
        public Task<List<Evidence>> EvidenceOfAsync(Guid person, CancellationToken stop) =>
            (from a in db.Acknowledgements
             join v in db.GuidelineVersions on a.VersionId equals v.Id
             where a.PersonId == person
             orderby v.Number descending
             select new Evidence(a.Id, v.Number, a.Hash, a.At)).AsNoTracking().ToListAsync(stop);
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Validity>().ToTable("GuidelineValidities");
        model.Entity<GuidelineVersion>(version =>
        {
            version.ToTable("GuidelineVersions");
            version.Property(v => v.Du).HasMaxLength(ShortForm.Longest);
            version.Property(v => v.Sie).HasMaxLength(ShortForm.Longest);
            version.Property(v => v.English).HasMaxLength(ShortForm.Longest);
            version.Property(v => v.Hash).HasMaxLength(64);
            version.HasIndex(v => new { v.OrganisationId, v.Number }).IsUnique();
            version.Ignore(v => v.Text);
            version.HasOne<Validity>().WithOne().HasForeignKey<GuidelineVersion>(v => v.ValidityId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Acknowledgement>(acknowledgement =>
        {
            acknowledgement.ToTable("Acknowledgements");
            acknowledgement.Property(a => a.Hash).HasMaxLength(64);
            acknowledgement.Property(a => a.Language).HasMaxLength(2);
            acknowledgement.HasIndex(a => new { a.VersionId, a.PersonId }).IsUnique();
            acknowledgement.HasIndex(a => a.PersonId);
            acknowledgement.HasOne<GuidelineVersion>().WithMany().HasForeignKey(a => a.VersionId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
