using System.Net;
using Mitreden.Tests.Accounts;

namespace Mitreden.Tests.Foundation;

/// <summary>A sign that PostgreSQL cannot store gives neither an error page nor a lost text.</summary>
public sealed class NulTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task In_a_form_it_is_left_out_and_in_an_address_refused(Database database)
    {
        var app = await apps.OnAsync(database);
        var visitor = app.Visitor();
        using var wrong = await visitor.EnterAsync("pe\0tra", "nicht richtig");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var petra = await app.SignInAsync("petra");
        Assert.Equal(HttpStatusCode.BadRequest, (await petra.GetAsync("/people?search=%00")).StatusCode);
    }
}
