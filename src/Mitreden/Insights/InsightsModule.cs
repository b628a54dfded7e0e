using Mitreden.Foundation.Web;

namespace Mitreden.Insights;

/// <summary>Figures about discussions: counts and times, never people.</summary>
public sealed class InsightsModule : Module;
