using System.Text;

namespace Mitreden.Accounts.Entering;

/// <summary>What a password must be. Long and not trivial; no rule about signs, which only make people write it down.</summary>
public static class PasswordRule
{
    /// <summary>Fewest characters.</summary>
    public const int Shortest = 10;
    /// <summary>Most characters.</summary>
    public const int Longest = 200;

    /// <summary>Key of the text that says what is wrong, or null.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="name">Sign-in name, which must not be the password.</param>
    public static string? Problem(string? password, string? name) => password switch
    {
        null or { Length: < Shortest } => "Password.TooShort",
        { Length: > Longest } => "Password.TooLong",
        _ when password.Distinct().Count() < 4 || password.Equals(name, StringComparison.OrdinalIgnoreCase) => "Password.TooEasy",
        _ => null,
    };
}

/// <summary>What a chosen sign-in name must be. An @ is kept for proven addresses, so that nobody can take another's.</summary>
public static class NameRule
{
    /// <summary>Fewest characters.</summary>
    public const int Shortest = 3;
    /// <summary>Most characters.</summary>
    public const int Longest = 40;

    /// <summary>Key of the text that says what is wrong, or null.</summary>
    public static string? Problem(string? name)
    {
        var typed = name?.Trim() ?? "";
        if (typed.Length is < Shortest or > Longest) return "Name.Length";
        return typed.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_') ? null : "Name.Signs";
    }

    /// <summary>"anna.schulz" for "Anna Schulz": a start that the person may change.</summary>
    public static string Suggest(string person)
    {
        var name = new StringBuilder();
        foreach (var c in person.ToLowerInvariant())
            name.Append(c switch { 'ä' => "ae", 'ö' => "oe", 'ü' => "ue", 'ß' => "ss", _ when char.IsLetterOrDigit(c) || c == '-' => c.ToString(), ' ' => ".", _ => "" });
        return name.Length > Longest ? name.ToString(0, Longest) : name.ToString();
    }
}
