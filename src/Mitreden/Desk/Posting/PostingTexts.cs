namespace Mitreden.Desk.Posting;

/// <summary>Texts of the switch that holds scheduled posts.</summary>
public sealed class PostingTexts;
