namespace Mitreden.Accounts;

/// <summary>Texts of signing in, invitations and the own account.</summary>
public sealed class AccountsTexts;
