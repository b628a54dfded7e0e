using System.Globalization;
using System.Text.RegularExpressions;

namespace Mitreden.Content.Contracts;

/// <summary>Names of pieces that an organisation writes from scratch: E1, E2 and so on ("eigene").</summary>
public static partial class OwnKeys
{
    /// <summary>True when a piece of that name may be begun from an empty form.</summary>
    public static bool IsOwn(string key) => Own().IsMatch(key);

    /// <summary>The first name that nobody has used, deleted pieces included: under an old name readers would find a new piece done already.</summary>
    /// <param name="used">Names that have been used.</param>
    public static string Next(IEnumerable<string> used) =>
        string.Create(CultureInfo.InvariantCulture, $"E{used.Where(IsOwn).Select(k => int.Parse(k[1..], CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max() + 1}");

    [GeneratedRegex("^E[1-9][0-9]{0,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex Own();
}
