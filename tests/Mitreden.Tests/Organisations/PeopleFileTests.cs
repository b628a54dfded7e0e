using System.Text;
using Mitreden.Organisations.Import;

namespace Mitreden.Tests.Organisations;

/// <summary>How a list of people is understood, and what it is told when it is not.</summary>
public sealed class PeopleFileTests
{
    [Theory]
    [InlineData("Name;E-Mail;Abteilung;Sprache\nAnna Müller;Anna@Muster.example;Montage;de")]
    [InlineData("sprache,ABTEILUNG,Email,name\r\nDeutsch,Montage,anna@muster.example,Anna Müller\r\n")]
    [InlineData("Department\tMail\tFirst name\tLast name\tLanguage\nMontage\tanna@muster.example\tAnna\tMüller\tGerman\n")]
    [InlineData("\"Nachname\";\"Vorname\";\"E-Mail-Adresse\";\"Bereich\"\n\"Müller\";\"Anna\";\"anna@muster.example\";\"Montage\"")]
    [InlineData("Name;Vorname;Mail;Abteilung\nMüller;Anna;anna@muster.example;Montage")]
    [InlineData("sep=;\nName;E-Mail;Abteilung;Sprache\nAnna Müller;Anna@Muster.example;Montage;")]
    [InlineData("\n;;;\nName; E-Mail ;Abteilung;Sprache\n  Anna   Müller ; \"anna@muster.example\" ;Montage;DE")]
    public void Headings_separators_and_order_do_not_matter(string text)
    {
        var line = Assert.Single(Read(text).Good);
        Assert.Equal(("Anna Müller", "anna@muster.example", "Montage", "de"), (line.Name, line.Email, line.Department, line.Language));
    }

    [Fact]
    public void Only_the_name_is_needed()
    {
        var preview = Read("Name\nAnna\nJörg\n");
        Assert.Equal(["Anna", "Jörg"], preview.Good.Select(g => g.Name));
        Assert.All(preview.Good, g => Assert.Equal((null, "", "de"), (g.Email, g.Department, g.Language)));
    }

    [Theory]
    [InlineData(";a@muster.example;;", "Fault.NameMissing")]
    [InlineData("=1+1;;;", "Fault.NameFormula")]
    [InlineData("-Anna;;;", "Fault.NameFormula")]
    [InlineData("Anna;annamuster.example;;", "Fault.EmailMalformed")]
    [InlineData("Anna;;@Montage;", "Fault.DepartmentFormula")]
    [InlineData("Anna;;;fr", "Fault.LanguageUnknown")]
    [InlineData("Anna;;;de;zu viel", "Import.TooManyCells")]
    [InlineData("Anna\u0007;;;", "Fault.NameSigns")]
    [InlineData("Anna, anna@muster.example, Montage", "Fault.NameIsEmail")]
    [InlineData("\"Anna;;;\nJörg;;;\nPaul", "Import.Torn")]
    public void A_bad_line_is_named_by_its_number_and_reason(string line, string reason)
    {
        var preview = Read($"Name;E-Mail;Abteilung;Sprache\nPaula;;;\n\n{line}\n");
        Assert.Equal("Paula", Assert.Single(preview.Good).Name);
        var bad = Assert.Single(preview.Bad);
        Assert.Equal(4, bad.Line);
        Assert.Contains(reason, bad.Reasons.Select(r => r.Key));
    }

    [Fact]
    public void A_line_says_everything_that_is_wrong_with_it()
    {
        var bad = Assert.Single(Read("Name;Mail;Sprache\n;x;fr").Bad);
        Assert.Equal(["Fault.NameMissing", "Fault.EmailMalformed", "Fault.LanguageUnknown"], bad.Reasons.Select(r => r.Key));
    }

    [Fact]
    public void The_second_of_two_equal_addresses_names_the_line_of_the_first()
    {
        var preview = Read("Name;Mail\n\"Anna\nMüller\";a@muster.example\nBerta;b@muster.example\nCora; A@MUSTER.example\n");
        Assert.Equal([2, 4], preview.Good.Select(g => g.Line));
        var bad = Assert.Single(preview.Bad);
        Assert.Equal((5, "Import.EmailTwice", 2), (bad.Line, bad.Reasons[0].Key, (int)bad.Reasons[0].Values[0]));
    }

    [Fact]
    public void Two_people_without_address_are_the_same_when_name_and_department_are()
    {
        var preview = Read("Name;Abteilung\nAnna;Montage\nAnna;Vertrieb\nANNA;montage\n");
        Assert.Equal([2, 3], preview.Good.Select(g => g.Line));
        Assert.Equal("Import.SameTwice", Assert.Single(Assert.Single(preview.Bad).Reasons).Key);
    }

    [Fact]
    public void A_bad_first_line_does_not_spoil_the_second()
    {
        var preview = Read("Name;Mail\n;a@muster.example\nAnna;a@muster.example\n");
        Assert.Equal(3, Assert.Single(preview.Good).Line);
    }

    [Fact]
    public void Columns_that_nobody_asked_for_are_named_and_dropped() =>
        Assert.Equal(["Personalnummer", "Geburtstag"], Read("Personalnummer;Name;Geburtstag\n7;Anna;1.1.1980").Ignored);

    [Theory]
    [InlineData("", "Import.Empty")]
    [InlineData(" \n;;\n", "Import.Empty")]
    [InlineData("Name;Mail\n", "Import.NoLines")]
    [InlineData("Anna;anna@muster.example\n", "Import.NoHeader")]
    [InlineData("E-Mail;Abteilung\na@muster.example;Montage", "Import.NoNameColumn")]
    [InlineData("Vorname;E-Mail\nAnna;a@muster.example", "Import.NoNameColumn")]
    [InlineData("Name;Mail;E-Mail\nAnna;a@muster.example;b@muster.example", "Import.Doubled")]
    public void A_list_that_cannot_be_read_says_why(string text, string key) => Assert.Equal(key, PeopleFile.Read(text, TestApp.Beginning).Problem?.Key);

    [Fact]
    public void Size_and_length_have_their_limits()
    {
        Assert.Equal("Import.TooLarge", PeopleFile.Read(new byte[PeopleFile.LargestFile + 1], TestApp.Beginning).Problem?.Key);
        var most = "Name\n" + string.Concat(Enumerable.Range(1, 5000).Select(n => $"Person {n}\n"));
        Assert.Equal(5000, Read(most).Good.Count);
        Assert.Equal("Import.TooMany", PeopleFile.Read(most + "Noch jemand\n", TestApp.Beginning).Problem?.Key);
        Assert.Equal("Import.Workbook", PeopleFile.Read("PK\u0003\u0004 and more"u8.ToArray(), TestApp.Beginning).Problem?.Key);
    }

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public void The_example_file_is_what_the_import_wants(string language)
    {
        var bytes = ExampleFile.Bytes(language);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var (preview, problem) = PeopleFile.Read(bytes, TestApp.Beginning);
        Assert.Null(problem);
        Assert.Equal(["Anna Müller", "Emily Carter", "Jörg Weiß"], preview!.Good.Select(g => g.Name));
        Assert.Empty(preview.Bad);
        Assert.Empty(preview.Ignored);
    }

    private static Preview Read(string text)
    {
        var (preview, problem) = PeopleFile.Read(text, TestApp.Beginning);
        Assert.Null(problem);
        return preview!;
    }
}
