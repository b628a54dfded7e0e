using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Guidelines.Acknowledging;
using Mitreden.Guidelines.Drafts;
using Mitreden.Guidelines.Reading;
using Mitreden.Guidelines.Rules;
using Mitreden.Guidelines.Showing;
using Mitreden.Questions.Contracts;

namespace Mitreden.Guidelines;

/// <summary>A person's own evidence.</summary>
/// <param name="Id">Number of the evidence.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="Hash">Hash of the text.</param>
/// <param name="At">When it was acknowledged.</param>
/// <param name="Language">Language in which it was read.</param>
/// <param name="Formal">True when it was read with Sie.</param>
/// <param name="Rules">Names of the rules that were acknowledged this time.</param>
public sealed record Evidence(Guid Id, int Version, string Hash, DateTimeOffset At, string Language, bool Formal, string Rules);

internal static class GuidelinesData
{
    extension(AppDb db)
    {
        public DbSet<GuidelineVersion> GuidelineVersions => db.Set<GuidelineVersion>();
        public DbSet<Acknowledgement> Acknowledgements => db.Set<Acknowledgement>();
        public DbSet<GuidelineDraft> GuidelineDrafts => db.Set<GuidelineDraft>();
        public DbSet<DraftComment> DraftComments => db.Set<DraftComment>();
        public DbSet<OpenLink> OpenLinks => db.Set<OpenLink>();
        public DbSet<GuidelineVideo> GuidelineVideos => db.Set<GuidelineVideo>();

        /// <summary>The version that holds now; null only before an organisation has been founded completely.</summary>
        public Task<GuidelineVersion?> CurrentGuidelineAsync(CancellationToken stop) =>
            db.GuidelineVersions.AsNoTracking().OrderByDescending(v => v.Number).FirstOrDefaultAsync(stop);

        /// <summary>What the person has acknowledged, newest first.</summary>
        public Task<List<Evidence>> EvidenceOfAsync(Guid person, CancellationToken stop) =>
            (from a in db.Acknowledgements
             join v in db.GuidelineVersions on a.VersionId equals v.Id
             where a.PersonId == person
             orderby v.Number descending
             select new Evidence(a.Id, v.Number, a.Hash, a.At, a.Language, a.Formal, a.Rules)).AsNoTracking().ToListAsync(stop);
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
            version.Property(v => v.Rules).HasMaxLength(RuleBook.Longest);
            version.Property(v => v.AloneBecause).HasMaxLength(GuidelineDraft.LongestReason);
            version.Ignore(v => v.Text);
            version.Ignore(v => v.Book);
            version.HasOne<Validity>().WithOne().HasForeignKey<GuidelineVersion>(v => v.ValidityId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Acknowledgement>(acknowledgement =>
        {
            acknowledgement.ToTable("Acknowledgements");
            acknowledgement.Property(a => a.Hash).HasMaxLength(64);
            acknowledgement.Property(a => a.Language).HasMaxLength(2);
            acknowledgement.Property(a => a.Rules).HasMaxLength(Acknowledgement.LongestRules);
            acknowledgement.HasIndex(a => new { a.VersionId, a.PersonId }).IsUnique();
            acknowledgement.HasIndex(a => a.PersonId);
            acknowledgement.HasOne<GuidelineVersion>().WithMany().HasForeignKey(a => a.VersionId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<GuidelineDraft>(draft =>
        {
            draft.ToTable("GuidelineDrafts");
            draft.Property(d => d.Json).HasMaxLength(RuleBook.Longest);
            draft.Property(d => d.Version).IsConcurrencyToken();
            draft.HasIndex(d => d.OrganisationId).IsUnique();
            draft.Ignore(d => d.Text);
        });
        model.Entity<DraftComment>(comment =>
        {
            comment.ToTable("DraftComments");
            comment.Property(c => c.RuleId).HasMaxLength(AskAbout.LongestRule);
            comment.Property(c => c.Text).HasMaxLength(DraftComment.Longest);
            comment.HasIndex(c => c.By);
            comment.HasOne<GuidelineDraft>().WithMany().HasForeignKey(c => c.DraftId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<OpenLink>(link =>
        {
            link.ToTable("OpenLinks");
            link.Property(l => l.Secret).HasMaxLength(32);
            link.HasIndex(l => l.Secret).IsUnique();
            link.HasIndex(l => l.OrganisationId).IsUnique();
        });
        model.Entity<GuidelineVideo>(GuidelineVideo.Map);
        model.MapSealed<NewsMark>("NewsMarks");
    }
}
