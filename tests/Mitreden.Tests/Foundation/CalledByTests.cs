using System.Security.Claims;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Foundation;

/// <summary>What somebody is called when greeted.</summary>
public sealed class CalledByTests
{
    [Theory]
    [InlineData("Cem Yılmaz", "Cem")]
    [InlineData("Cem", "Cem")]
    [InlineData("Anna-Lena von der Heide", "Anna-Lena")]
    [InlineData("Dr. Sabine Muster", "Sabine")]
    [InlineData("Prof. Dr. med. Sabine Muster", "Sabine")]
    [InlineData("Dipl.-Ing. Ralf Petersen", "Ralf")]
    [InlineData("Dr. Muster", "Dr. Muster")]
    [InlineData("J. Petersen", "J. Petersen")]
    [InlineData("Dr.", "Dr.")]
    public void Where_one_says_Du_it_is_the_first_name(string name, string called) => Assert.Equal(called, Of(name, "de", false).CalledBy);

    [Fact]
    public void Where_one_says_Sie_it_is_the_whole_name() => Assert.Equal("Dr. Sabine Muster", Of("Dr. Sabine Muster", "de", true).CalledBy);

    [Fact]
    public void English_knows_no_Sie() => Assert.Equal("Emily", Of("Emily Carter", "en", true).CalledBy);

    private static CurrentPerson Of(string name, string language, bool formal)
    {
        var id = Guid.CreateVersion7().ToString();
        Claim[] claims =
        [
            new(PersonClaims.Person, id), new(PersonClaims.Organisation, id), new(PersonClaims.Account, id),
            new(PersonClaims.Name, name), new(PersonClaims.Language, language), new(PersonClaims.Formal, formal ? "1" : "0"),
        ];
        return new CurrentPerson(new ClaimsPrincipal(new ClaimsIdentity(claims, "test")));
    }
}
