namespace Mitreden.Foundation.Settings;

/// <summary>
/// What is never logged, whatever the settings say: at these levels the parts that the program stands on write down answers of people, addresses
/// with secrets in them and whose seal is opened.
/// </summary>
internal static class Silence
{
    private static readonly (string Category, LogLevel From)[] Kept =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning), ("Microsoft.AspNetCore.DataProtection", LogLevel.Error), ("Microsoft.EntityFrameworkCore", LogLevel.Warning),
        ("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None), ("Microsoft.EntityFrameworkCore.Update", LogLevel.None),
    ];

    /// <summary>Puts the limits into every rule, because of several the most special one holds, and settings can always add one that is more special.</summary>
    public static void Keep(LoggerFilterOptions options)
    {
        var rules = options.Rules.ToList();
        options.Rules.Clear();
        foreach (var rule in rules)
            options.Rules.Add(new LoggerFilterRule(rule.ProviderName, rule.CategoryName, rule.LogLevel,
                (provider, category, level) => Allows(category, level) && (rule.Filter is null || rule.Filter(provider, category, level))));
    }

    private static bool Allows(string? category, LogLevel level) => Kept.All(k => level >= k.From || !IsWithin(category, k.Category));

    private static bool IsWithin(string? category, string part) =>
        category?.StartsWith(part, StringComparison.OrdinalIgnoreCase) == true && (category.Length == part.Length || category[part.Length] == '.');
}
