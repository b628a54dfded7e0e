using System.Text.Json.Serialization;
using Mitreden.Foundation.Texts;
using Mitreden.Learning.Lessons;
using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Stories;

/// <summary>How things stand.</summary>
/// <param name="Trust">Trust in the company, 0 to 100.</param>
/// <param name="Minutes">Minutes until the team knows.</param>
/// <param name="Readers">People who have read it.</param>
/// <param name="Anger">Anger in the thread, 0 to 100.</param>
public sealed record Meters(int Trust, int Minutes, int Readers, int Anger)
{
    /// <summary>How things stand after an effect.</summary>
    public Meters After(Meters effect) => new(
        Math.Clamp(Trust + effect.Trust, 0, 100), Math.Max(0, Minutes + effect.Minutes), Math.Max(0, Readers + effect.Readers), Math.Clamp(Anger + effect.Anger, 0, 100));
}

/// <summary>A story that branches with every decision.</summary>
/// <param name="Id">Such as <c>S1</c>.</param>
/// <param name="Title">Title.</param>
/// <param name="Premise">What it is about.</param>
/// <param name="You">Who one is in it.</param>
/// <param name="Levels">From and to, as in units.</param>
/// <param name="Minutes">How long it takes.</param>
/// <param name="Domain">What it exercises.</param>
/// <param name="Meters">How things stand at the beginning.</param>
/// <param name="Start">Id of the first node.</param>
/// <param name="Nodes">Decisions and endings.</param>
/// <param name="Core">True for the department head's case, which everybody plays.</param>
public sealed record Scenario(
    string Id, Wording Title, Wording Premise, Wording You, IReadOnlyList<int> Levels, int Minutes, Domain Domain, Meters Meters, string Start,
    IReadOnlyList<Node> Nodes, bool Core = false)
{
    /// <summary>All texts of the scenario.</summary>
    [JsonIgnore]
    public IEnumerable<Wording> Texts => new[] { Title, Premise, You }.Concat(Nodes.SelectMany(n => n.Texts));

    /// <summary>The node with that id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Node At(string id) => Nodes.FirstOrDefault(n => n.Id == id) ?? throw new KeyNotFoundException($"{Id} has no node {id}.");
}

/// <summary>A place in a story.</summary>
/// <param name="Id">Names it within the story.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Decision), "decision")]
[JsonDerivedType(typeof(Ending), "ending")]
public abstract record Node(string Id)
{
    /// <summary>All texts of the node.</summary>
    [JsonIgnore]
    public abstract IEnumerable<Wording> Texts { get; }
}

/// <summary>A place at which the person decides.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Thread">What is new on the screen.</param>
/// <param name="Text">What goes on.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Options">What the person can do.</param>
/// <param name="Hint">What helps.</param>
public sealed record Decision(
    string Id, IReadOnlyList<Post> Thread, Wording Text, Wording Question, IReadOnlyList<Option> Options, Wording? Hint = null) : Node(Id)
{
    /// <inheritdoc />
    public override IEnumerable<Wording> Texts => new[] { Text, Question }.Concat(Hint is null ? [] : [Hint])
        .Concat(Thread.SelectMany(p => p.Texts)).Concat(Options.SelectMany(o => new[] { o.Text, o.Why }));
}

/// <summary>Something the person can do.</summary>
/// <param name="Id">Names it within the decision.</param>
/// <param name="Text">What.</param>
/// <param name="Goto">Where it leads.</param>
/// <param name="Effect">What changes at once.</param>
/// <param name="Why">What to think of it.</param>
/// <param name="Best">True on the way out.</param>
public sealed record Option(string Id, Wording Text, string Goto, Meters Effect, Wording Why, bool Best = false);

/// <summary>How a story ends.</summary>
public enum Outcome
{
    /// <summary>Well.</summary>
    Good,
    /// <summary>Neither nor.</summary>
    Mixed,
    /// <summary>Badly.</summary>
    Bad,
}

/// <summary>An end of a story, with what it led to.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Title">Title.</param>
/// <param name="Hour">After one hour.</param>
/// <param name="Day">After one day.</param>
/// <param name="Months">After three months.</param>
/// <param name="Team">What the team could do with the minutes gained.</param>
/// <param name="Hidden">A reader who was there all the time.</param>
public sealed record Ending(string Id, Outcome Outcome, Wording Title, Wording Hour, Wording Day, Wording Months, Wording Team, Wording? Hidden = null) : Node(Id)
{
    /// <inheritdoc />
    public override IEnumerable<Wording> Texts => new[] { Title, Hour, Day, Months, Team }.Concat(Hidden is null ? [] : [Hidden]);
}
