using System.Net;
using Mitreden.Tests.Accounts;

namespace Mitreden.Tests.Foundation;

/// <summary>A sign that PostgreSQL cannot store gives neither an error page nor a lost text.</summary>
public sealed class NulTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task In_a_form_of_parts_it_is_left_out_and_elsewhere_refused(Database database)
    {
        var app = await apps.OnAsync(database);
        var visitor = app.Visitor();
        using (var plain = await visitor.EnterAsync("pe\0tra", "nicht richtig")) Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
        var form = (await visitor.GetPageAsync("/sign-in")).QuerySelector("#password")!.Closest("form")!;
        form.SetAttribute("enctype", "multipart/form-data");
        using var parts = await visitor.SubmitAsync(form, ("Name", "pe\0tra"), ("password", "nicht richtig"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, parts.StatusCode);
        var petra = await app.SignInAsync("petra");
        Assert.Equal(HttpStatusCode.BadRequest, (await petra.GetAsync("/people?search=%00")).StatusCode);
    }
}
