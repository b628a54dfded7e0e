using System.Text.Json.Serialization;
using Mitreden.Foundation.Texts;

namespace Mitreden.Learning.Lessons;

/// <summary>One screen of a unit.</summary>
/// <param name="Title">Title.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CardStep), "card")]
[JsonDerivedType(typeof(ClipStep), "clip")]
[JsonDerivedType(typeof(ChoiceStep), "choice")]
[JsonDerivedType(typeof(SortStep), "sort")]
[JsonDerivedType(typeof(MarkersStep), "markers")]
[JsonDerivedType(typeof(BuilderStep), "builder")]
[JsonDerivedType(typeof(TryStep), "try")]
[JsonDerivedType(typeof(PracticeStep), "practice")]
[JsonDerivedType(typeof(ScenarioStep), "scenario")]
public abstract record Step(Wording Title)
{
    /// <summary>All texts of the step.</summary>
    [JsonIgnore]
    public abstract IEnumerable<Wording> Texts { get; }

    /// <summary>What helps to answer; null when there is nothing to answer.</summary>
    [JsonIgnore]
    public virtual Wording? Help => null;

    /// <summary>True when the person does something here.</summary>
    [JsonIgnore]
    public virtual bool IsActive => true;

    /// <summary>Whether the answers are right; null when the step has no right and wrong, or was left open.</summary>
    /// <param name="answers">Values of the step's fields by name.</param>
    public virtual bool? Check(IReadOnlyDictionary<string, IReadOnlyList<string>> answers) => null;

    /// <summary>Texts that may be missing.</summary>
    protected static IEnumerable<Wording> Maybe(params Wording?[] texts) => texts.OfType<Wording>();
}

/// <summary>Something to read.</summary>
/// <param name="Title">Title.</param>
/// <param name="Text">Markdown.</param>
public sealed record CardStep(Wording Title, Wording Text) : Step(Title)
{
    /// <inheritdoc />
    public override IEnumerable<Wording> Texts => [Title, Text];
    /// <inheritdoc />
    public override bool IsActive => false;
}

/// <summary>A scene of a clip: a slide and what is said.</summary>
/// <param name="Seconds">How long it stands.</param>
/// <param name="Icon">Picture on the slide.</param>
/// <param name="Headline">Words on the slide.</param>
/// <param name="Says">What is said; also the caption.</param>
public sealed record Scene(int Seconds, string Icon, Wording Headline, Wording Says);

/// <summary>A clip as script, captions and slides in one.</summary>
/// <param name="Title">Title.</param>
/// <param name="Scenes">The scenes.</param>
/// <param name="Video">Id of the organisation's own video that is shown in place of the slides; they come back when it is gone.</param>
public sealed record ClipStep(Wording Title, IReadOnlyList<Scene> Scenes, string? Video = null) : Step(Title)
{
    /// <inheritdoc />
    public override IEnumerable<Wording> Texts => [Title, .. Scenes.SelectMany(s => new[] { s.Headline, s.Says })];
    /// <inheritdoc />
    public override bool IsActive => false;
}

/// <summary>Something to do on one's own phone. Nobody checks.</summary>
/// <param name="Title">Title.</param>
/// <param name="Intro">What for.</param>
/// <param name="Tasks">What to do.</param>
/// <param name="Note">What else to know.</param>
public sealed record TryStep(Wording Title, Wording Intro, IReadOnlyList<Wording> Tasks, Wording? Note = null) : Step(Title)
{
    /// <inheritdoc />
    public override IEnumerable<Wording> Texts => [Title, Intro, .. Tasks, .. Maybe(Note)];
}

/// <summary>A practice discussion that is shared to the team, without leaving the page.</summary>
/// <param name="Title">Title.</param>
/// <param name="Intro">What to do.</param>
/// <param name="Thread">The discussion.</param>
public sealed record PracticeStep(Wording Title, Wording Intro, IReadOnlyList<Post> Thread) : Step(Title)
{
    /// <inheritdoc />
    public override IEnumerable<Wording> Texts => [Title, Intro, .. Thread.SelectMany(p => p.Texts)];
}

/// <summary>Leads into a scenario.</summary>
/// <param name="Title">Title.</param>
/// <param name="Intro">What it is about.</param>
/// <param name="Scenario">Its id.</param>
public sealed record ScenarioStep(Wording Title, Wording Intro, string Scenario) : Step(Title)
{
    /// <inheritdoc />
    public override IEnumerable<Wording> Texts => [Title, Intro];
}

/// <summary>Who writes in a thread.</summary>
public enum PostRole
{
    /// <summary>Somebody unknown.</summary>
    Stranger,
    /// <summary>A customer.</summary>
    Customer,
    /// <summary>A colleague.</summary>
    Colleague,
    /// <summary>The person who learns.</summary>
    You,
    /// <summary>The social media team.</summary>
    Team,
}

/// <summary>One contribution to a thread.</summary>
/// <param name="Who">Name.</param>
/// <param name="Role">Who it is.</param>
/// <param name="Text">What they write.</param>
/// <param name="Signal">True when it is a stop sign.</param>
/// <param name="Why">Why it is one.</param>
public sealed record Post(Wording Who, PostRole Role, Wording Text, bool Signal = false, Wording? Why = null)
{
    /// <summary>All texts.</summary>
    [JsonIgnore]
    public IEnumerable<Wording> Texts => Why is null ? [Who, Text] : [Who, Text, Why];
}
