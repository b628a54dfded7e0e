using System.Text.Json.Serialization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;

namespace Mitreden.Announcements.Rounds;

/// <summary>How a question is answered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AskKind>))]
public enum AskKind
{
    /// <summary>One of some answers.</summary>
    Choice = 1,
    /// <summary>One to five, one for not at all and five for very much.</summary>
    Scale = 2,
    /// <summary>In own words.</summary>
    Words = 3,
}

/// <summary>A question of a round.</summary>
/// <param name="Kind">How it is answered.</param>
/// <param name="Text">The question.</param>
/// <param name="Options">What can be chosen; empty where nothing is.</param>
public sealed record RoundQuestion(AskKind Kind, Wording Text, IReadOnlyList<Wording> Options)
{
    /// <summary>Longest question or option.</summary>
    public const int Longest = 300;
    /// <summary>Most options.</summary>
    public const int MostOptions = 6;
    /// <summary>Steps of the scale.</summary>
    public const int Steps = 5;

    /// <summary>How many answers there are to choose from; 0 for own words.</summary>
    [JsonIgnore]
    public int Answers => Kind switch { AskKind.Choice => Options.Count, AskKind.Scale => Steps, _ => 0 };
}

/// <summary>A round that ships, to be used as it is or changed.</summary>
/// <param name="Id">Name.</param>
/// <param name="Title">Title.</param>
/// <param name="Questions">Its questions.</param>
public sealed record RoundTemplate(string Id, Wording Title, IReadOnlyList<RoundQuestion> Questions)
{
    /// <summary>Those that ship, in the order in which a company needs them.</summary>
    public static IReadOnlyList<RoundTemplate> Shipped { get; } =
        ContentFile.Read<List<RoundTemplate>>("content/feedback/rounds.json", ContentFile.Shipped("feedback").Single(f => f.Name == "content/feedback/rounds.json").Json);
}
