namespace Mitreden.Foundation.Ui;

/// <summary>Texts of the frame around every page, of error pages and of common buttons.</summary>
public sealed class UiTexts;
