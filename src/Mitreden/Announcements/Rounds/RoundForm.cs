using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Texts;

namespace Mitreden.Announcements.Rounds;

/// <summary>A question as it is written in the form.</summary>
public sealed class QuestionForm
{
    /// <summary>How it is answered.</summary>
    public AskKind Kind { get; set; } = AskKind.Choice;
    /// <summary>The question; empty takes it out.</summary>
    public string? Text { get; set; }
    /// <summary>In English; may be empty.</summary>
    public string? TextEn { get; set; }
    /// <summary>What can be chosen, one a line.</summary>
    public string? Options { get; set; }
    /// <summary>The same in English; lines that are missing stay German.</summary>
    public string? OptionsEn { get; set; }
}

/// <summary>What somebody who prepares a round sends.</summary>
public sealed class RoundForm
{
    /// <summary>Days for which a round is open unless somebody says otherwise.</summary>
    public const int UsualDays = 10;

    /// <summary>Title.</summary>
    public string? Title { get; set; }
    /// <summary>English title.</summary>
    public string? TitleEn { get; set; }
    /// <summary>The questions.</summary>
    public List<QuestionForm> Questions { get; set; } = [];
    /// <summary>True when only some departments are asked.</summary>
    public bool Some { get; set; }
    /// <summary>Departments.</summary>
    public List<string> Departments { get; set; } = [];
    /// <summary>Days for which it is open.</summary>
    public int Days { get; set; } = UsualDays;
    /// <summary>Version that the form was filled with.</summary>
    public int Version { get; set; } = -1;

    /// <summary>The form for what is stored, with room for as many questions as a round may have.</summary>
    /// <param name="round">The round.</param>
    /// <param name="formal">True to show German with Sie.</param>
    public static RoundForm Of(FeedbackRound round, bool formal)
    {
        static string German(Wording text, bool formal) => formal ? text.Sie : text.Du;
        var questions = round.Questions.Select(q => new QuestionForm
        {
            Kind = q.Kind, Text = German(q.Text, formal), TextEn = q.Text.English,
            Options = string.Join('\n', q.Options.Select(o => German(o, formal))), OptionsEn = string.Join('\n', q.Options.Select(o => o.English)),
        }).ToList();
        while (questions.Count < FeedbackRound.MostQuestions) questions.Add(new QuestionForm());
        return new RoundForm
        {
            Title = round.Title, TitleEn = round.TitleEn, Questions = questions, Some = round.Departments.Length > 0,
            Departments = [.. round.Departments.Split('\n', StringSplitOptions.RemoveEmptyEntries)], Version = round.Version,
        };
    }

    /// <summary>The questions as they are to be stored. Words that nobody has touched keep all their forms.</summary>
    /// <exception cref="NewsException">Something is too long.</exception>
    public IReadOnlyList<RoundQuestion> Asked(FeedbackRound before, bool formal)
    {
        var known = before.Questions.SelectMany(q => q.Options.Append(q.Text)).ToList();
        Wording Worded(string german, string english) => known.FirstOrDefault(k => (formal ? k.Sie : k.Du) == german && k.English == english)
            ?? new Wording(german, german, english.Length > 0 ? english : german);
        var asked = new List<RoundQuestion>();
        foreach (var (form, number) in Questions.Take(FeedbackRound.MostQuestions).Select((f, n) => (f, n)))
        {
            var field = $"question-{number}";
            var text = NewsWords.Checked(form.Text, RoundQuestion.Longest, field);
            if (text.Length == 0) continue;
            var (german, english) = (Lines(form.Options, field), Lines(form.OptionsEn, field));
            var options = form.Kind == AskKind.Choice ? german.Select((o, n) => Worded(o, english.ElementAtOrDefault(n) ?? "")).ToList() : [];
            asked.Add(new RoundQuestion(Enum.IsDefined(form.Kind) ? form.Kind : AskKind.Words, Worded(text, NewsWords.Checked(form.TextEn, RoundQuestion.Longest, field)), options));
        }
        return asked;
    }

    private static List<string> Lines(string? text, string field)
    {
        var lines = (text ?? "").Split('\n').Select(l => NewsWords.Checked(l, RoundQuestion.Longest, field)).Where(l => l.Length > 0).ToList();
        return lines.Count <= RoundQuestion.MostOptions ? lines : throw new NewsException(NewsFault.TooLong, field);
    }
}

/// <summary>A pair as it is written in the form.</summary>
public sealed class PairForm
{
    /// <summary>What people have said; empty takes the pair out.</summary>
    public string? Said { get; set; }
    /// <summary>True when something was changed.</summary>
    public bool Changed { get; set; } = true;
    /// <summary>What, or why not.</summary>
    public string? Text { get; set; }

    /// <summary>The pairs that have words, without outer space.</summary>
    public static IReadOnlyList<SaidPair> Pairs(IEnumerable<PairForm> forms) =>
        [.. forms.Select(f => new SaidPair(NewsWords.Checked(f.Said, SaidPair.Longest, "pairs"), f.Changed, NewsWords.Checked(f.Text, SaidPair.Longest, "pairs"))).Where(p => p.Said.Length + p.Text.Length > 0)];

    /// <summary>The form for what is stored, with room for as many as there may be.</summary>
    public static List<PairForm> Of(FeedbackRound round)
    {
        var pairs = round.Pairs.Select(p => new PairForm { Said = p.Said, Changed = p.Changed, Text = p.Text }).ToList();
        while (pairs.Count < SaidPair.Most) pairs.Add(new PairForm());
        return pairs;
    }
}
