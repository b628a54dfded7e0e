using System.Security.Cryptography;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;

namespace Mitreden.Announcements.Rounds;

/// <summary>
/// One answer to one question. It says nothing of whoever gave it: no person, no time, a random key that changes, and nothing that ties it to what the
/// same person has answered to the next question.
/// </summary>
public sealed class RoundAnswer : IOrganisationOwned, IRekeyed
{
    /// <summary>Longest answer in own words.</summary>
    public const int Longest = 1000;

    private RoundAnswer() { }

    /// <summary>Key, random: one that grows with time would tell the minute.</summary>
    [Stored("identifies the answer", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The round.</summary>
    [Stored("connects the answer with the round", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid RoundId { get; private set; }
    /// <summary>Number of the question, from 0.</summary>
    [Stored("connects the answer with the question", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Question { get; private set; }
    /// <summary>Number of what was chosen, from 0; null for own words.</summary>
    [Stored("is counted roughly, from eight answers on", Basis.LegitimateInterest, Keep.Organisation, Seen.Counted)]
    public int? Choice { get; private set; }
    /// <summary>Own words; empty where something was chosen.</summary>
    [Stored("is read by those who lead rounds, from eight answers on", Basis.LegitimateInterest, Keep.Organisation, Seen.Leads)]
    public string Text { get; private set; } = "";

    /// <summary>The answers of one form; what was left out makes none.</summary>
    /// <param name="round">The round.</param>
    /// <param name="sent">What was sent, by number of the question.</param>
    /// <exception cref="NewsException">Nothing was answered, or something is too long.</exception>
    public static IReadOnlyList<RoundAnswer> Of(FeedbackRound round, IReadOnlyDictionary<int, string> sent)
    {
        var answers = new List<RoundAnswer>();
        foreach (var (question, number) in round.Questions.Select((q, n) => (q, n)))
        {
            var words = NewsWords.Checked(sent.GetValueOrDefault(number), Longest, $"q{number}");
            if (words.Length == 0) continue;
            if (question.Kind == AskKind.Words) answers.Add(One(round, number, null, words));
            else if (int.TryParse(words, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var choice) && choice < question.Answers) answers.Add(One(round, number, choice, ""));
        }
        return answers.Count > 0 ? answers : throw new NewsException(NewsFault.Empty, "q0");
    }

    /// <inheritdoc />
    public void Rekey() => Id = RandomKey();

    private static RoundAnswer One(FeedbackRound round, int question, int? choice, string text) =>
        new() { Id = RandomKey(), OrganisationId = round.OrganisationId, RoundId = round.Id, Question = question, Choice = choice, Text = text };

    private static Guid RandomKey()
    {
        // Random but for the six bits that say so, as RFC 9562 wants it in version 4.
        var key = RandomNumberGenerator.GetBytes(16);
        (key[7], key[8]) = ((byte)(key[7] & 0x0F | 0x40), (byte)(key[8] & 0x3F | 0x80));
        return new Guid(key);
    }
}
