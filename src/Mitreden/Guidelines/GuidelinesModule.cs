using Mitreden.Foundation.Web;

namespace Mitreden.Guidelines;

/// <summary>Short rules, their versions and who has acknowledged which.</summary>
public sealed class GuidelinesModule : Module;
