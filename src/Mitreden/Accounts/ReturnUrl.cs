namespace Mitreden.Accounts;

/// <summary>Where to go after signing in.</summary>
internal static class ReturnUrl
{
    /// <summary>The address if it lies inside this installation, else the start page.</summary>
    public static string Safe(string? address) =>
        address is { Length: > 0 } && address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal)
        && !address.Any(char.IsControl) ? address : "/";
}
