using Mitreden.Foundation.Texts;

namespace Mitreden.Launch.Templates;

/// <summary>A template as its form sends it.</summary>
public sealed class TemplateForm
{
    /// <summary>Title.</summary>
    public string? Title { get; set; }
    /// <summary>For whom it is.</summary>
    public string? About { get; set; }
    /// <summary>Its length.</summary>
    public int Weeks { get; set; }
    /// <summary>Version that was changed.</summary>
    public int Version { get; set; }
    /// <summary>Its steps; the last one is new when it has a title.</summary>
    public List<TemplateStepForm> Steps { get; set; } = [];

    /// <summary>What the form holds at first.</summary>
    public static TemplateForm Of(LaunchTemplate plan, int version, bool formal) => new()
    {
        Title = plan.Title.For(formal), About = plan.About.For(formal), Weeks = plan.Weeks, Version = version,
        Steps =
        [
            .. plan.Steps.OrderBy(s => s.FromDay).ThenBy(s => s.ToDay).Select(s => new TemplateStepForm
            {
                Key = s.Id, Phase = s.Phase, Title = s.Title.For(formal), How = s.How.For(formal), FromWeek = s.FromDay / 7 + 1, ToWeek = s.ToDay / 7 + 1, Who = [.. s.Who],
            }),
            new TemplateStepForm { Phase = plan.Phases[0].Id, FromWeek = 1, ToWeek = 1, Who = [LaunchTemplate.Posts[1]] },
        ],
    };

    /// <summary>The plan as it was written. Words that nobody has touched keep all their languages, and weeks that nobody has touched their days.</summary>
    public LaunchTemplate Written(LaunchTemplate before, bool formal)
    {
        var steps = Steps.Where(s => !s.Remove && (s.Key is { Length: > 0 } || !string.IsNullOrWhiteSpace(s.Title))).ToList();
        var names = steps.Select(s => s.Key).ToHashSet();
        var free = Enumerable.Range(1, TemplateCheck.MostSteps * 2).Select(n => $"own-{n}").First(n => before.Steps.All(s => s.Id != n) && !names.Contains(n));
        return before with
        {
            Title = Kept(Title, before.Title, formal),
            About = Kept(About, before.About, formal),
            Weeks = Weeks,
            Steps = LaunchTemplate.Settled([.. steps.Select(s => s.Written(before.Steps.FirstOrDefault(b => b.Id == s.Key), free, formal))]),
        };
    }

    internal static Wording Kept(string? typed, Wording before, bool formal)
    {
        var text = (typed ?? "").Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings("\n").Trim();
        return text == before.For(formal).ReplaceLineEndings("\n").Trim() ? before : new Wording(text, text, text);
    }
}

/// <summary>A step of a template as the form sends it.</summary>
public sealed class TemplateStepForm
{
    /// <summary>Name within the template; empty for a new step.</summary>
    public string? Key { get; set; }
    /// <summary>The phase.</summary>
    public string? Phase { get; set; }
    /// <summary>What.</summary>
    public string? Title { get; set; }
    /// <summary>How.</summary>
    public string? How { get; set; }
    /// <summary>First week, from 1.</summary>
    public int FromWeek { get; set; }
    /// <summary>Last week.</summary>
    public int ToWeek { get; set; }
    /// <summary>Who does it.</summary>
    public string[] Who { get; set; } = [];
    /// <summary>Takes the step out.</summary>
    public bool Remove { get; set; }

    /// <summary>The step as it was written.</summary>
    /// <param name="before">The step before; null for a new one.</param>
    /// <param name="free">Name for a new one.</param>
    /// <param name="formal">True for Sie.</param>
    internal StepTemplate Written(StepTemplate? before, string free, bool formal)
    {
        // Weeks beyond any plan are refused by the check; here they only must not leave the numbers.
        var (from, to) = (Math.Clamp(FromWeek, -1, 1000), Math.Clamp(ToWeek, -1, 1000));
        var step = before ?? StepTemplate.Blank;
        return step with
        {
            Id = before?.Id ?? free,
            Phase = Phase ?? "",
            Who = [.. Who.Distinct()],
            FromDay = before is not null && before.FromDay / 7 + 1 == from ? before.FromDay : (from - 1) * 7,
            ToDay = before is not null && before.ToDay / 7 + 1 == to ? before.ToDay : to * 7 - 1,
            Title = TemplateForm.Kept(Title, step.Title, formal),
            How = TemplateForm.Kept(How, step.How, formal),
        };
    }
}
