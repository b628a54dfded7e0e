namespace Mitreden.Announcements.Telling;

/// <summary>What open pages listen to.</summary>
public static class NewsTopic
{
    /// <summary>Stands for the guideline among the announcements.</summary>
    public static Guid Guideline { get; } = new("00000000-0000-0000-0000-00000000000a");

    /// <summary>The news of an organisation.</summary>
    public static string Of(Guid organisation) => $"news:{organisation}";
}
