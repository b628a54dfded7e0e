using Mitreden.Foundation.Web;

namespace Mitreden.Privacy;

/// <summary>What is stored about a person, who may see it, export and erasure.</summary>
public sealed class PrivacyModule : Module;
