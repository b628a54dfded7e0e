using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.Playbooks;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk;

internal static class DeskData
{
    extension(AppDb db)
    {
        public DbSet<Discussion> Discussions => db.Set<Discussion>();
        /// <summary>Those with which somebody has to do something, as <see cref="Discussion.IsOpen"/> says of one.</summary>
        public IQueryable<Discussion> OpenDiscussions => db.Set<Discussion>().Where(d => d.ClosedAt == null);
        public DbSet<DiscussionEvent> DiscussionEvents => db.Set<DiscussionEvent>();
        public DbSet<Screenshot> Screenshots => db.Set<Screenshot>();
        public DbSet<Alert> Alerts => db.Set<Alert>();
        public DbSet<PlaybookTick> PlaybookTicks => db.Set<PlaybookTick>();
        public DbSet<ShareDraft> ShareDrafts => db.Set<ShareDraft>();
        public DbSet<DraftPicture> DraftPictures => db.Set<DraftPicture>();
        /// <summary>The draft under a secret, unless it has expired.</summary>
        public IQueryable<ShareDraft> DraftUnder(string secret)
        {
            var (hash, now) = (Secret.Hash(secret), db.Time.GetUtcNow());
            return db.ShareDrafts.Where(d => d.SecretHash == hash && d.ExpiresAt > now);
        }
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Discussion>(discussion =>
        {
            discussion.ToTable("Discussions");
            discussion.Property(d => d.Title).HasMaxLength(Discussion.LongestTitle);
            discussion.Property(d => d.Text).HasMaxLength(Discussion.LongestText);
            discussion.Property(d => d.Url).HasMaxLength(LinkReader.Longest);
            discussion.Property(d => d.ThreadKey).HasMaxLength(ThreadKey.Longest);
            discussion.HasIndex(d => new { d.OrganisationId, d.ThreadKey });
            discussion.HasIndex(d => new { d.MergedInto, d.ReportedAt });
            discussion.Property(d => d.Version).IsConcurrencyToken();
            discussion.Property(d => d.Wakes).IsConcurrencyToken();
            discussion.HasIndex(d => new { d.ReporterId, d.IdempotencyKey }).IsUnique();
            discussion.HasIndex(d => new { d.OrganisationId, d.State, d.ReportedAt });
            discussion.HasIndex(d => new { d.OrganisationId, d.ChangedAt });
            // The last two are in it so that a flood can be counted from the index alone.
            discussion.HasIndex(d => new { d.ReporterId, d.ReportedAt, d.DrillId, d.OrganisationId });
            discussion.HasIndex(d => new { d.ClosedAt, d.WakeAt });
            discussion.HasIndex(d => d.DrillId).HasFilter("\"DrillId\" IS NOT NULL");
            discussion.Ignore(d => d.IsDrill);
            discussion.HasMany(d => d.Events).WithOne().HasForeignKey(e => e.DiscussionId).OnDelete(DeleteBehavior.Cascade);
            discussion.Navigation(d => d.Events).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        model.Entity<DiscussionEvent>(step =>
        {
            step.ToTable("DiscussionEvents");
            step.Property(e => e.Id).ValueGeneratedNever();
            step.Property(e => e.Text).HasMaxLength(Discussion.LongestText);
            step.Property(e => e.Detail).HasMaxLength(200);
            step.HasIndex(e => new { e.DiscussionId, e.Number }).IsUnique();
        });
        model.Entity<Screenshot>(picture =>
        {
            picture.ToTable("Screenshots");
            picture.HasIndex(s => new { s.DiscussionId, s.Number }).IsUnique();
            picture.HasOne<Discussion>().WithMany().HasForeignKey(s => s.DiscussionId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Alert>(alert =>
        {
            alert.ToTable("Alerts");
            alert.Property(a => a.ReceiptHash).HasMaxLength(64);
            alert.HasIndex(a => a.ReceiptHash);
            alert.HasIndex(a => new { a.DiscussionId, a.PersonId, a.Wake }).IsUnique();
            alert.HasOne<Discussion>().WithMany().HasForeignKey(a => a.DiscussionId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<PlaybookTick>(tick =>
        {
            tick.ToTable("PlaybookTicks");
            tick.Property(t => t.Playbook).HasMaxLength(20);
            tick.Property(t => t.Step).HasMaxLength(40);
            tick.HasIndex(t => new { t.DiscussionId, t.Playbook, t.Step }).IsUnique();
            tick.HasOne<Discussion>().WithMany().HasForeignKey(t => t.DiscussionId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ShareDraft>(draft =>
        {
            draft.ToTable("ShareDrafts");
            draft.Property(d => d.SecretHash).HasMaxLength(64);
            draft.HasIndex(d => d.SecretHash).IsUnique();
        });
        model.Entity<DraftPicture>(picture =>
        {
            picture.ToTable("DraftPictures");
            picture.HasOne<ShareDraft>().WithMany().HasForeignKey(p => p.DraftId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
