namespace Mitreden.Guidelines.Drafts;

/// <summary>Texts of writing, reviewing and publishing the guideline.</summary>
public sealed class DraftingTexts;
