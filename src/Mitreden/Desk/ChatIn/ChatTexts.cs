namespace Mitreden.Desk.ChatIn;

/// <summary>Texts of what hands messages of a chat program in.</summary>
public sealed class ChatTexts;
