namespace Mitreden.Guidelines.Disclosure;

/// <summary>Texts of the page that helps people say who they are.</summary>
public sealed class DisclosureTexts;
