using System.Globalization;
using System.Text;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations.Import;

/// <summary>A file to start from, as Excel on this side of the ocean writes and reads it: semicolons, UTF-8 with its mark.</summary>
internal static class ExampleFile
{
    /// <summary>Where it is downloaded.</summary>
    public const string Address = "/people/import/example.csv";

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Address, () => Results.File(Bytes(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName), "text/csv; charset=utf-8", "mitreden.csv"))
            .RequireAuthorization(Policies.Administrator);

    /// <summary>The file in a language.</summary>
    public static byte[] Bytes(string language)
    {
        var lines = language == "en"
            ? new[] { "Name;E-mail;Department;Language", Row("Anna Müller", "anna.mueller", "Assembly", "de"), Row("Emily Carter", "emily.carter", "Customer service", "en"), Row("Jörg Weiß", null, "Assembly", "") }
            : ["Name;E-Mail;Abteilung;Sprache", Row("Anna Müller", "anna.mueller", "Montage", "de"), Row("Emily Carter", "emily.carter", "Kundendienst", "en"), Row("Jörg Weiß", null, "Montage", "")];
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n")];
    }

    private static string Row(string name, string? mailbox, string department, string language) =>
        $"{name};{(mailbox is null ? "" : $"{mailbox}@{DemoCompany.Domain}")};{department};{language}";
}
