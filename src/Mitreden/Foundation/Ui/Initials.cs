namespace Mitreden.Foundation.Ui;

/// <summary>The letters in the round sign of a person.</summary>
public static class Initials
{
    /// <summary>First letters of the first and the last name.</summary>
    public static string Of(string name)
    {
        var parts = (name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length switch
        {
            0 => "?",
            1 => parts[0][..1].ToUpperInvariant(),
            _ => (parts[0][..1] + parts[^1][..1]).ToUpperInvariant(),
        };
    }
}
