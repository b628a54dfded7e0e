using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Questions.Contracts;

namespace Mitreden.Questions;

internal static class QuestionsData
{
    extension(AppDb db)
    {
        public DbSet<Question> Questions => db.Set<Question>();
        public DbSet<Reply> Replies => db.Set<Reply>();

        /// <summary>Questions without a reply, whether those who answer may read them yet or not.</summary>
        public IQueryable<Question> Waiting() => db.Set<Question>().Where(q => !db.Set<Reply>().Any(r => r.QuestionId == q.Id));
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Question>(question =>
        {
            question.ToTable("Questions");
            question.Property(q => q.Id).ValueGeneratedNever();
            question.Property(q => q.Rule).HasMaxLength(AskAbout.LongestRule);
            question.Property(q => q.Text).HasMaxLength(Question.Longest);
        });
        model.Entity<Reply>(reply =>
        {
            reply.ToTable("QuestionReplies");
            reply.HasKey(r => r.QuestionId);
            reply.Property(r => r.QuestionId).ValueGeneratedNever();
            reply.Property(r => r.Text).HasMaxLength(Reply.Longest);
            reply.Property(r => r.Version).IsConcurrencyToken();
            reply.HasIndex(r => r.By);
            reply.HasOne<Question>().WithOne().HasForeignKey<Reply>(r => r.QuestionId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
