using System.Globalization;
using System.Text;

namespace Mitreden.Organisations.Contracts;

/// <summary>What is wrong with what somebody wrote about a person; each has a text.</summary>
public enum PersonFault
{
    /// <summary>No name.</summary>
    NameMissing,
    /// <summary>Name longer than <see cref="PersonRules.LongestName"/>.</summary>
    NameTooLong,
    /// <summary>The name begins like a formula of a spreadsheet.</summary>
    NameFormula,
    /// <summary>The name holds an address: columns have slipped.</summary>
    NameIsEmail,
    /// <summary>The name holds signs that nobody can read.</summary>
    NameSigns,
    /// <summary>Not an e-mail address.</summary>
    EmailMalformed,
    /// <summary>Address longer than <see cref="PersonRules.LongestEmail"/>.</summary>
    EmailTooLong,
    /// <summary>Somebody in the company has this address.</summary>
    EmailTaken,
    /// <summary>Somebody who has left the company has this address.</summary>
    EmailOfFormer,
    /// <summary>Department longer than <see cref="PersonRules.LongestName"/>.</summary>
    DepartmentTooLong,
    /// <summary>The department begins like a formula of a spreadsheet.</summary>
    DepartmentFormula,
    /// <summary>The department holds signs that nobody can read.</summary>
    DepartmentSigns,
    /// <summary>Neither German nor English.</summary>
    LanguageUnknown,
}

/// <summary>What a name, a work address and a department must be, wherever they come from.</summary>
public static class PersonRules
{
    /// <summary>Longest name or department, in UTF-16 characters.</summary>
    public const int LongestName = 120;
    /// <summary>Longest address, as mail servers allow.</summary>
    public const int LongestEmail = 254;
    private const int LongestLocalPart = 64;

    /// <summary>The text without outer space, with single spaces inside, in one Unicode form; never null.</summary>
    public static string Tidy(string? text)
    {
        var tidy = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Readable(tidy) ? tidy.Normalize() : tidy;
    }

    /// <summary>The address in lower case, or null when there is none.</summary>
    public static string? TidyEmail(string? text) => Tidy(text) is { Length: > 0 } tidy ? tidy.ToLowerInvariant() : null;

    /// <summary>What is wrong with a tidied name, or null.</summary>
    public static PersonFault? Name(string name) => name switch
    {
        "" => PersonFault.NameMissing,
        { Length: > LongestName } => PersonFault.NameTooLong,
        _ when !Readable(name) => PersonFault.NameSigns,
        _ when Formula(name) => PersonFault.NameFormula,
        _ when name.Contains('@', StringComparison.Ordinal) => PersonFault.NameIsEmail,
        _ => null,
    };

    /// <summary>What is wrong with a tidied address, or null; no address is fine.</summary>
    public static PersonFault? Email(string? email) => email switch
    {
        null => null,
        { Length: > LongestEmail } => PersonFault.EmailTooLong,
        _ => Address(email) ? null : PersonFault.EmailMalformed,
    };

    /// <summary>What is wrong with a tidied department, or null; none is fine.</summary>
    public static PersonFault? Department(string department) => department switch
    {
        "" => null,
        { Length: > LongestName } => PersonFault.DepartmentTooLong,
        _ when !Readable(department) => PersonFault.DepartmentSigns,
        _ when Formula(department) => PersonFault.DepartmentFormula,
        _ => null,
    };

    /// <summary>Most characters, where the fault is that there are more; else null.</summary>
    public static int? Most(PersonFault fault) => fault switch
    {
        PersonFault.NameTooLong or PersonFault.DepartmentTooLong => LongestName,
        PersonFault.EmailTooLong => LongestEmail,
        _ => null,
    };

    /// <summary>The code of a language as people write it, German for an empty text, null for any other.</summary>
    public static string? Language(string? text) => Tidy(text).ToLowerInvariant() switch
    {
        "" or "de" or "deutsch" or "german" or "de-de" or "de-at" or "de-ch" => "de",
        "en" or "englisch" or "english" or "en-gb" or "en-us" => "en",
        _ => null,
    };

    /// <summary>A spreadsheet that opens an export would run these.</summary>
    private static bool Formula(string text) => text[0] is '=' or '+' or '-' or '@';

    private static bool Address(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > LongestLocalPart || at == email.Length - 1) return false;
        var (local, domain) = (email[..at], email[(at + 1)..]);
        return local.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal)) && Dots(local)
            && domain.All(c => char.IsLetterOrDigit(c) || c is '-' or '.') && Dots(domain) && domain.Contains('.', StringComparison.Ordinal)
            && domain.Split('.').All(label => label is { Length: <= 63 } && label[0] != '-' && label[^1] != '-');
    }

    private static bool Dots(string text) => text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal);

    /// <summary>No control signs, no signs that turn the reading direction, no broken characters: they hide what a name says.</summary>
    private static bool Readable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used) != System.Buffers.OperationStatus.Done) return false;
            if (rune == Rune.ReplacementChar || rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) return false;
            i += used - 1;
        }
        return true;
    }
}
