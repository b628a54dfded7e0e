using Microsoft.AspNetCore.Html;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Learning;

/// <summary>Says content to the signed-in person: in their language and form, with their own name, department and company put in.</summary>
public sealed class Spoken(CurrentPerson me, Speech speech, People people)
{
    private string _department = "";

    /// <summary>Looks up what the content may ask for; call it once before saying anything.</summary>
    public async Task PrepareAsync(CancellationToken stop) => _department = (await people.FindAsync(me.Id, stop))?.Department ?? "";

    /// <summary>Plain text.</summary>
    public string this[Wording text] => text.For(speech.Formal).Replace("{company}", me.Company, StringComparison.Ordinal)
        .Replace("{name}", me.Name, StringComparison.Ordinal).Replace("{department}", _department, StringComparison.Ordinal);

    /// <summary>Markdown as HTML; HTML in it is shown as text.</summary>
    public IHtmlContent Prose(Wording text) => Markdown.Html(this[text]);
}
