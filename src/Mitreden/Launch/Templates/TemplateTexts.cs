namespace Mitreden.Launch.Templates;

/// <summary>Texts about templates of an organisation's own.</summary>
public sealed class TemplateTexts;
