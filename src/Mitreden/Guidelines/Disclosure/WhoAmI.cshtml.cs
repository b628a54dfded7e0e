using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Disclosure;

/// <summary>Two questions, then the sentence with which somebody says who they are, with their own name and department put in. Nothing is stored.</summary>
public sealed class WhoAmIModel(People people, CurrentPerson me, Texts<DisclosureTexts> texts) : PageModel
{
    private string _department = "";

    /// <summary>What the person is about to write.</summary>
    [BindProperty(SupportsGet = true)]
    public Writing? Writing { get; set; }
    /// <summary>True when it praises or sells.</summary>
    [BindProperty(SupportsGet = true)]
    public bool? Advertises { get; set; }

    /// <summary>The label that fits; null before both questions are answered.</summary>
    public Label? Chosen => Writing is { } writing && Advertises is { } advertises ? Disclosed.LabelOf(writing, advertises) : null;

    /// <summary>The sentence for a label.</summary>
    public string Sentence(Label label) =>
        texts[_department.Length > 0 ? $"Sentence.{label}" : $"Sentence.{label}.NoDepartment", me.Company, _department, me.Name, Disclosed.Hashtag(me.Company)].Trim();

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken stop) => _department = (await people.FindAsync(me.Id, stop))?.Department ?? "";
}
