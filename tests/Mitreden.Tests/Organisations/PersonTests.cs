using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Tests.Organisations;

/// <summary>What a person and an organisation never become, whoever writes them.</summary>
public sealed class PersonTests
{
    private static readonly DateTimeOffset Now = TestApp.Beginning;

    [Fact]
    public void A_person_is_tidied_and_their_address_is_in_lower_case()
    {
        var person = Add("  Anna \t Müller\n", " Anna.Mueller@Muster.EXAMPLE ", "  Montage  Halle 2 ", "en");
        Assert.Equal(("Anna Müller", "anna.mueller@muster.example", "Montage Halle 2", "en"), (person.Name, person.Email, person.Department, person.Language));
        Assert.Null(Add("Jörg", "   ").Email);
        Assert.Equal("de", Add("Jörg", null, "", "klingonisch").Language);
        Assert.Equal("Jörg", Add("Jo\u0308rg").Name);
    }

    [Theory]
    [InlineData("", null, "", PersonFault.NameMissing)]
    [InlineData(" \t ", null, "", PersonFault.NameMissing)]
    [InlineData("=cmd|' /C calc'!A0", null, "", PersonFault.NameFormula)]
    [InlineData("+Anna", null, "", PersonFault.NameFormula)]
    [InlineData("-Anna", null, "", PersonFault.NameFormula)]
    [InlineData("@Anna", null, "", PersonFault.NameFormula)]
    [InlineData("anna@muster.example", null, "", PersonFault.NameIsEmail)]
    [InlineData("An\0na", null, "", PersonFault.NameSigns)]
    [InlineData("An\uFFFDna", null, "", PersonFault.NameSigns)]
    [InlineData("\u202EannA", null, "", PersonFault.NameSigns)]
    [InlineData("Anna", "anna", "", PersonFault.EmailMalformed)]
    [InlineData("Anna", "anna@muster", "", PersonFault.EmailMalformed)]
    [InlineData("Anna", "anna@@muster.example", "", PersonFault.EmailMalformed)]
    [InlineData("Anna", "an na@muster.example", "", PersonFault.EmailMalformed)]
    [InlineData("Anna", "anna@muster..example", "", PersonFault.EmailMalformed)]
    [InlineData("Anna", ".anna@muster.example", "", PersonFault.EmailMalformed)]
    [InlineData("Anna", "anna@-muster.example", "", PersonFault.EmailMalformed)]
    [InlineData("Anna", "Anna <anna@muster.example>", "", PersonFault.EmailMalformed)]
    [InlineData("Anna", "anna@muster.example\r\nBcc: x@y.example", "", PersonFault.EmailMalformed)]
    [InlineData("Anna", null, "=Montage", PersonFault.DepartmentFormula)]
    [InlineData("Anna", null, "Mon\u0001tage", PersonFault.DepartmentSigns)]
    public void A_person_refuses_what_the_rules_refuse(string name, string? email, string department, PersonFault fault)
    {
        var refused = Assert.Throws<ArgumentException>(() => Add(name, email, department));
        Assert.Equal(fault.ToString(), refused.Message);
        var person = Add("Anna");
        Assert.Throws<ArgumentException>(() => person.Correct(name, email, department, "de"));
        Assert.Equal("Anna", person.Name);
    }

    [Fact]
    public void Lengths_are_kept_to_the_character()
    {
        Assert.Equal(120, Add(new string('ä', 120)).Name.Length);
        Assert.Equal("NameTooLong", Assert.Throws<ArgumentException>(() => Add(new string('ä', 121))).Message);
        Assert.Equal("DepartmentTooLong", Assert.Throws<ArgumentException>(() => Add("Anna", null, new string('ä', 121))).Message);
        var longest = $"{new string('a', 64)}@{string.Join('.', Enumerable.Repeat(new string('b', 46), 4))}.d";
        Assert.Equal(254, longest.Length);
        Assert.Equal(longest, Add("Anna", longest).Email);
        Assert.Equal("EmailTooLong", Assert.Throws<ArgumentException>(() => Add("Anna", longest + "d")).Message);
    }

    [Theory]
    [InlineData("o'brien+news@sub.muster.example")]
    [InlineData("1@müller.example")]
    public void Unusual_addresses_are_fine(string email) => Assert.Equal(email, Add("Anna", email).Email);

    [Fact]
    public void Joining_twice_keeps_the_first_day_and_leaving_twice_too()
    {
        var person = Add("Anna");
        var account = Guid.CreateVersion7(Now);
        person.Join(account, Now);
        person.Join(account, Now.AddDays(1));
        person.Leave(Now.AddDays(2));
        person.Leave(Now.AddDays(3));
        Assert.Equal((Now, Now.AddDays(2)), (person.JoinedAt, person.LeftAt));
        person.Return(Now.AddDays(3));
        Assert.Null(person.LeftAt);
    }

    [Fact]
    public void Nobody_joins_who_has_left_or_has_another_account()
    {
        var (person, account) = (Add("Anna"), Guid.CreateVersion7(Now));
        person.Join(account, Now);
        Assert.Throws<InvalidOperationException>(() => person.Join(Guid.CreateVersion7(Now), Now));
        Assert.Equal(account, person.AccountId);
        var left = Add("Cem");
        left.Leave(Now);
        Assert.Throws<InvalidOperationException>(() => left.Join(account, Now));
        Assert.Equal((null, null), (left.AccountId, left.JoinedAt));
    }

    [Fact]
    public void An_organisation_has_a_name_and_a_zone_that_exists()
    {
        var company = Organisation.Found("  Muster   GmbH ", Now);
        Assert.Equal("Muster GmbH", company.Name);
        Assert.Throws<ArgumentException>(() => company.Set(" ", false, "Europe/Berlin"));
        Assert.Throws<ArgumentException>(() => company.Set(new string('x', 121), false, "Europe/Berlin"));
        Assert.Throws<ArgumentException>(() => company.Set("Muster", false, "Europe/Atlantis"));
        company.Set("Muster AG", true, "Europe/Vienna");
        Assert.Equal(("Muster AG", true, "Europe/Vienna"), (company.Name, company.Formal, company.Zone));
    }

    private static Person Add(string name, string? email = null, string department = "", string language = "de") =>
        Person.Add(Guid.CreateVersion7(Now), name, email, department, language, Role.None, Now);
}
