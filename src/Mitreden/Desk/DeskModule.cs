using Mitreden.Foundation.Web;

namespace Mitreden.Desk;

/// <summary>The discussion desk: from a report to a calm ending.</summary>
public sealed class DeskModule : Module;
