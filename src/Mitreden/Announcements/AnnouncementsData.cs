using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Reading;
using Mitreden.Announcements.Rounds;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;

namespace Mitreden.Announcements;

internal static class AnnouncementsData
{
    extension(AppDb db)
    {
        public DbSet<Announcement> Announcements => db.Set<Announcement>();
        public DbSet<Correction> Corrections => db.Set<Correction>();
        public DbSet<NewsRemark> NewsRemarks => db.Set<NewsRemark>();
        public DbSet<FeedbackRound> FeedbackRounds => db.Set<FeedbackRound>();
        public DbSet<RoundAnswer> RoundAnswers => db.Set<RoundAnswer>();
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Announcement>(news =>
        {
            news.ToTable("Announcements");
            news.Property(a => a.Title).HasMaxLength(NewsWords.LongestTitle);
            news.Property(a => a.Text).HasMaxLength(NewsWords.LongestText);
            news.Property(a => a.TitleEn).HasMaxLength(NewsWords.LongestTitle);
            news.Property(a => a.TextEn).HasMaxLength(NewsWords.LongestText);
            news.Property(a => a.Departments).HasMaxLength(Announcement.LongestDepartments);
            news.Property(a => a.Link).HasMaxLength(NewsFrame.LongestLink);
            news.Property(a => a.Reason).HasMaxLength(Announcement.LongestReason);
            news.Property(a => a.Version).IsConcurrencyToken();
            news.Ignore(a => a.Words);
            news.Ignore(a => a.Frame);
        });
        model.Entity<Correction>(correction =>
        {
            correction.ToTable("AnnouncementCorrections");
            correction.Property(c => c.Title).HasMaxLength(NewsWords.LongestTitle);
            correction.Property(c => c.Text).HasMaxLength(NewsWords.LongestText);
            correction.Property(c => c.TitleEn).HasMaxLength(NewsWords.LongestTitle);
            correction.Property(c => c.TextEn).HasMaxLength(NewsWords.LongestText);
            correction.Ignore(c => c.Words);
            correction.HasOne<Announcement>().WithMany().HasForeignKey(c => c.AnnouncementId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<NewsRemark>(remark =>
        {
            remark.ToTable("AnnouncementRemarks");
            remark.Property(r => r.Text).HasMaxLength(NewsRemark.Longest);
            remark.HasIndex(r => r.By);
            remark.HasOne<Announcement>().WithMany().HasForeignKey(r => r.AnnouncementId).OnDelete(DeleteBehavior.Cascade);
        });
        model.MapSealed<OwnNews>("OwnNews");
        model.Entity<NewsReach>(reach =>
        {
            reach.ToTable("NewsReach");
            reach.HasKey(r => r.OrganisationId);
            reach.Property(r => r.OrganisationId).ValueGeneratedNever();
        });
        MapRounds(model);
    }

    private static void MapRounds(ModelBuilder model)
    {
        model.Entity<FeedbackRound>(round =>
        {
            round.ToTable("FeedbackRounds");
            round.Property(r => r.Title).HasMaxLength(FeedbackRound.LongestTitle);
            round.Property(r => r.TitleEn).HasMaxLength(FeedbackRound.LongestTitle);
            round.Property(r => r.Template).HasMaxLength(40);
            round.Property(r => r.Departments).HasMaxLength(Announcement.LongestDepartments);
            round.Property(r => r.Asked).HasMaxLength(FeedbackRound.LongestStored);
            round.Property(r => r.Said).HasMaxLength(FeedbackRound.LongestStored);
            round.Property(r => r.Version).IsConcurrencyToken();
            round.Ignore(r => r.Questions);
            round.Ignore(r => r.Pairs);
        });
        model.Entity<RoundAnswer>(answer =>
        {
            answer.ToTable("FeedbackAnswers");
            answer.Property(a => a.Id).ValueGeneratedNever();
            answer.Property(a => a.Text).HasMaxLength(RoundAnswer.Longest);
            answer.HasOne<FeedbackRound>().WithMany().HasForeignKey(a => a.RoundId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
