using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Questions;

/// <summary>A question with what became of it.</summary>
public sealed record ReplyRow
{
    /// <summary>The question.</summary>
    public required Guid Id { get; init; }
    /// <summary>Its words; empty when nobody is to see them.</summary>
    public required string Text { get; init; }
    /// <summary>Rule it is about, or null.</summary>
    public required string? Rule { get; init; }
    /// <summary>What became of it.</summary>
    public required ReplyKind Kind { get; init; }
    /// <summary>Answer in Markdown, or reason.</summary>
    public required string Words { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Who wrote it, or null once they are erased.</summary>
    public required Guid? PersonId { get; init; }
    /// <summary>Their name, or null.</summary>
    public string? By { get; init; }
}

/// <summary>A page of the list.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Found">How many there are on all pages.</param>
public sealed record ReplyPage(IReadOnlyList<ReplyRow> Rows, int Found);

/// <summary>What is read of the box.</summary>
public sealed class Readings(AppDb db, People people)
{
    /// <summary>Rows of a page.</summary>
    public const int PerPage = 20;
    /// <summary>Days for which an answer is new.</summary>
    public const int NewDays = 7;
    /// <summary>Most questions in which words are looked for, the newest.</summary>
    public const int MostSearched = 500;

    /// <summary>What everybody may read, newest first.</summary>
    /// <param name="search">Words to find in question or answer, among the newest <see cref="MostSearched"/>; empty finds all.</param>
    /// <param name="rule">Only those about this rule, or null.</param>
    /// <param name="page">1 for the first.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<ReplyPage> ShownAsync(string search, string? rule, int page, CancellationToken stop)
    {
        var rows = Rows(db).Where(r => r.Kind != ReplyKind.Hidden && (rule == null || r.Rule == rule));
        if (search.Length == 0) return new ReplyPage(await NamedAsync(await Cut(rows, page).ToListAsync(stop), stop), await rows.CountAsync(stop));
        // Searched here and not in the database: SQLite takes ä and Ä for different letters.
        var found = (await rows.Take(MostSearched).ToListAsync(stop)).Where(r => Holds(r.Text, search) || Holds(r.Words, search)).ToList();
        return new ReplyPage(await NamedAsync(Cut(found.AsQueryable(), page).ToList(), stop), found.Count);
    }

    /// <summary>What those who answer have done last, with what nobody else sees.</summary>
    public async Task<IReadOnlyList<ReplyRow>> LatelyAsync(CancellationToken stop) => await NamedAsync(await Rows(db).Take(PerPage).ToListAsync(stop), stop);

    /// <summary>What waits for an answer and may be read; the oldest day first, within a day in no order.</summary>
    public Task<List<Question>> WaitingAsync(DateOnly before, CancellationToken stop) =>
        db.Waiting().AsNoTracking().Where(q => q.Day < before).OrderBy(q => q.Day).ThenBy(q => q.Id).ToListAsync(stop);

    /// <summary>How many wait and may be read.</summary>
    public Task<int> CountWaitingAsync(DateOnly before, CancellationToken stop) => db.Waiting().CountAsync(q => q.Day < before, stop);

    /// <summary>How many were answered lately.</summary>
    public Task<int> CountNewAsync(CancellationToken stop)
    {
        var since = db.Time.GetUtcNow().AddDays(-NewDays);
        return db.Replies.CountAsync(r => r.Kind == ReplyKind.Answered && r.At >= since, stop);
    }

    /// <summary>All replies with their questions, newest first.</summary>
    internal static IQueryable<ReplyRow> Rows(AppDb db) =>
        from r in db.Set<Reply>().AsNoTracking()
        join q in db.Set<Question>() on r.QuestionId equals q.Id
        orderby r.At descending, q.Id
        select new ReplyRow { Id = q.Id, Text = q.Text, Rule = q.Rule, Kind = r.Kind, Words = r.Text, At = r.At, PersonId = r.By };

    private static IQueryable<ReplyRow> Cut(IQueryable<ReplyRow> rows, int page) => rows.Skip((page - 1) * PerPage).Take(PerPage);

    private static bool Holds(string text, string search) => text.Contains(search, StringComparison.CurrentCultureIgnoreCase);

    private async Task<IReadOnlyList<ReplyRow>> NamedAsync(List<ReplyRow> rows, CancellationToken stop)
    {
        var names = await people.NamesAsync([.. rows.Select(r => r.PersonId).OfType<Guid>().Distinct()], stop);
        return [.. rows.Select(r => r with { By = r.PersonId is { } id ? names.GetValueOrDefault(id) : null })];
    }
}
