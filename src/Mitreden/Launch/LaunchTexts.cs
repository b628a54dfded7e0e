namespace Mitreden.Launch;

/// <summary>Texts of the launch project: plan, promise, channels.</summary>
public sealed class LaunchTexts;
