namespace Mitreden.Organisations;

/// <summary>Texts about people, roles and the organisation.</summary>
public sealed class OrganisationsTexts;
