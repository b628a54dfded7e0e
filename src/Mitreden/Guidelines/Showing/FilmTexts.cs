namespace Mitreden.Guidelines.Showing;

/// <summary>Texts about the video of the guideline.</summary>
public sealed class FilmTexts;
