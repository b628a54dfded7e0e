namespace Mitreden.Desk.MailIn;

/// <summary>Texts of the mails that answer mails.</summary>
public sealed class MailTexts;
