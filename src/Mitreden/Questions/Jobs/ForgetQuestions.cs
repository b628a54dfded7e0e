using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Questions.Jobs;

/// <summary>Forgets what nobody has answered within 90 days, and what was set aside 90 days ago. Answers stay.</summary>
public sealed record ForgetQuestions : IJob
{
    /// <inheritdoc />
    public static string Kind => "questions.forget";
}

internal sealed class ForgetQuestionsHandler(AppDb db) : IJobHandler<ForgetQuestions>
{
    public Task RunAsync(ForgetQuestions job, CancellationToken stop)
    {
        var before = db.Time.GetUtcNow().AddDays(-Question.KeptDays);
        var day = DateOnly.FromDateTime(before.UtcDateTime);
        return db.WriteAsync(() => db.Questions.IgnoreQueryFilters([AppDb.OrganisationFilter])
            .Where(q => (q.Day <= day && !db.Set<Reply>().Any(r => r.QuestionId == q.Id))
                || db.Set<Reply>().Any(r => r.QuestionId == q.Id && r.Kind != ReplyKind.Answered && r.At <= before))
            .ExecuteDeleteAsync(CancellationToken.None));
    }
}
