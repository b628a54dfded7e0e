using System.Net;
using AngleSharp.Html.Dom;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Ui;
using Mitreden.Placement;
using Mitreden.Placement.Writing;

namespace Mitreden.Tests.Content;

/// <summary>An author who means harm, or whose account was taken, does none to readers.</summary>
public sealed class HostileContentTests(Apps apps) : IClassFixture<Apps>
{
    private const string Breakout = "x\"></use></svg><div hx-post=\"/people\" hx-trigger=\"load\"></div>";

    [Theory, OnBoth]
    public async Task A_name_that_is_none_is_not_published(Database database)
    {
        var author = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var page = await author.GetPageAsync("/learning/content/units/K3");
        var field = (IHtmlSelectElement)page.QuerySelectorAll("#writing select[name$='.icon']")[0];
        var option = (IHtmlOptionElement)page.CreateElement("option");
        (option.Value, option.IsSelected) = (Breakout, true);
        field.AppendChild(option);
        field.Value = Breakout;
        var answer = await author.PublishAsync(page);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Null((await author.GetPageAsync("/learning/units/K3")).QuerySelector("[hx-post='/people']"));
    }

    [Fact]
    public void What_is_nested_too_deep_or_too_long_is_shown_as_it_is()
    {
        foreach (var text in new[] { new string('>', 500) + "<b>", string.Concat(Enumerable.Repeat("![a](<", Markdown.Longest)) })
        {
            var html = Markdown.Html(text).ToString()!;
            Assert.StartsWith("<p>", html, StringComparison.Ordinal);
            Assert.Contains("&lt;", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cell_is_never_a_formula_and_comes_back_as_it_was()
    {
        foreach (var cell in new[] { "=HYPERLINK(\"x\")", "@SUM(A1)", "+1", "-2", "\t=1", "'=1" })
        {
            var item = Items.Shipped["T01"] with { Why = new(cell, cell, cell) };
            var written = System.Text.Encoding.UTF8.GetString(ItemTable.Write([item]));
            Assert.DoesNotContain(";" + cell, written, StringComparison.Ordinal);
            var (read, _) = ItemReading.Read(written, ["K1", "K2", "K3", "K4", "K5", "K6", "K7", item.Unit]);
            Assert.Equal(cell, read[0].Item.Why.Du);
        }
    }

    [Theory]
    [InlineData("{\n\"domain\":\"technical\",\"items\":[\nnull]}")]
    [InlineData("{\"domain\":\"technical\",\n\n\"items\":[[null]]}")]
    public void An_empty_entry_is_an_error_with_its_line(string json) =>
        Assert.Contains("line 3: An entry of a list is empty", Assert.Throws<ContentException>(() => Items.Read("own.json", json)).Message, StringComparison.Ordinal);

    [Theory, OnBoth]
    public async Task A_form_without_its_field_is_not_found(Database database)
    {
        var anna = await (await apps.OnAsync(database)).SignInAsync("anna");
        var form = (await anna.GetPageAsync("/learning")).QuerySelector("main form, form")!;
        foreach (var address in new[] { "/learning?handler=Wish", "/learning/look-back" })
        {
            form.SetAttribute("action", address);
            form.SetAttribute("method", "post");
            Assert.Equal(HttpStatusCode.NotFound, (await anna.SubmitAsync(form)).StatusCode);
        }
    }
}
