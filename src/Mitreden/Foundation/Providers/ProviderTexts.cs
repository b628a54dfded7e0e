namespace Mitreden.Foundation.Providers;

/// <summary>Texts about videos from outside.</summary>
public sealed class ProviderTexts;
