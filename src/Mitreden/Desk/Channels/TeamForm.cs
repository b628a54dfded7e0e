using System.Text.Json;
using System.Text.RegularExpressions;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Channels;

/// <summary>What the page asks for to reach a channel.</summary>
public sealed partial class TeamForm
{
    /// <summary>Most telephone numbers of one channel.</summary>
    public const int MostNumbers = 10;
    /// <summary>Most characters of a JSON template or a header.</summary>
    public const int LongestText = 2000;

    /// <summary>What the team calls it.</summary>
    public string? Name { get; set; }
    /// <summary>Address, for SMS with <c>{number}</c> and <c>{text}</c>.</summary>
    public string? Address { get; set; }
    /// <summary>Value of the header Authorization, for SMS.</summary>
    public string? Authorization { get; set; }
    /// <summary>JSON with <c>{number}</c> and <c>{text}</c>, for SMS.</summary>
    public string? Body { get; set; }
    /// <summary>Telephone numbers, one a line, for SMS.</summary>
    public string? Numbers { get; set; }

    /// <summary>What is wrong: the field, and the reason as it stands in the texts after <c>Team.Fault.</c>.</summary>
    internal IEnumerable<(string Field, string Why)> Faults(TeamChannelKind kind, Outgoing outgoing)
    {
        if (Tidy(Name).Length is 0 or > TeamChannel.LongestName) yield return (nameof(Name), "Name");
        if (kind == TeamChannelKind.Sms)
        {
            var (address, body) = (Tidy(Address), Tidy(Body));
            if (Host(address).Contains('{', StringComparison.Ordinal) || outgoing.Fault(Sample(address)) != OutgoingFault.None) yield return (nameof(Address), "Address");
            else if (!(address + body).Contains("{number}", StringComparison.Ordinal) || !(address + body).Contains("{text}", StringComparison.Ordinal)) yield return (nameof(Address), "Places");
            if (body.Length > LongestText || body.Length > 0 && !IsJson(Sample(body))) yield return (nameof(Body), "Json");
            if (Tidy(Authorization) is var header && (header.Length > LongestText || header.Any(c => c is < ' ' or > '~'))) yield return (nameof(Authorization), "Header");
            if (ReadNumbers() is not { Count: > 0 and <= MostNumbers }) yield return (nameof(Numbers), "Numbers");
        }
        else if (outgoing.Fault(Tidy(Address)) != OutgoingFault.None) yield return (nameof(Address), "Address");
    }

    /// <summary>The target; a webhook gets a secret of its own.</summary>
    internal TeamTarget Target(TeamChannelKind kind) => kind switch
    {
        TeamChannelKind.Sms => new TeamTarget(Tidy(Address), Tidy(Authorization), Tidy(Body), ReadNumbers()!),
        TeamChannelKind.Webhook => new TeamTarget(Tidy(Address), Secret.New(), "", []),
        _ => new TeamTarget(Tidy(Address), "", "", []),
    };

    /// <summary>The name without blanks around it.</summary>
    internal string TidyName => Tidy(Name);

    private static string Tidy(string? text) => text?.Trim() ?? "";

    private static string Sample(string template) => template.Replace("{number}", "0", StringComparison.Ordinal).Replace("{text}", "0", StringComparison.Ordinal);

    private static string Host(string address) => address.IndexOf("://", StringComparison.Ordinal) is var start and >= 0 ? address[(start + 3)..].Split('/', '?', '#')[0] : "";

    /// <summary>Numbers with country code and digits only (E.164); null when one of them is none.</summary>
    private List<string>? ReadNumbers()
    {
        var numbers = Tidy(Numbers).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(n => Filler().Replace(n, "")).Distinct().ToList();
        return numbers.TrueForAll(n => Number().IsMatch(n)) ? numbers : null;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"[\s()/.-]")]
    private static partial Regex Filler();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$")]
    private static partial Regex Number();
}
