using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Questions.Contracts;

/// <summary>A question with its answer.</summary>
/// <param name="Id">The question.</param>
/// <param name="Question">Its words, as plain text.</param>
/// <param name="Answer">The answer in Markdown.</param>
/// <param name="At">When it was answered.</param>
public sealed record AnsweredQuestion(Guid Id, string Question, string Answer, DateTimeOffset At);

/// <summary>What was asked and answered about a rule of the guideline.</summary>
public sealed class AnsweredQuestions(AppDb db)
{
    /// <summary>How many were answered about the rule.</summary>
    public Task<int> CountAsync(string rule, CancellationToken stop = default) => About(rule).CountAsync(stop);

    /// <summary>The newest of them.</summary>
    /// <param name="rule">Such as <c>R02</c>.</param>
    /// <param name="most">Most that are wanted.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IReadOnlyList<AnsweredQuestion>> ListAsync(string rule, int most, CancellationToken stop = default) =>
        [.. (await About(rule).Take(most).ToListAsync(stop)).Select(r => new AnsweredQuestion(r.Id, r.Text, r.Words, r.At))];

    private IQueryable<ReplyRow> About(string rule) => Readings.Rows(db).Where(r => r.Kind == ReplyKind.Answered && r.Rule == rule);
}
