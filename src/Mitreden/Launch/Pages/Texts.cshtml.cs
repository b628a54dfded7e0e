using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Texts;
using Mitreden.Launch.Templates;

namespace Mitreden.Launch.Pages;

/// <summary>Texts to copy and change: all of them, or one.</summary>
[Authorize(Policy = LaunchModule.ViewPolicy)]
public sealed class TextsModel(Filling filling, Speech speech) : PageModel
{
    /// <summary>The text that was asked for, or null for the list.</summary>
    public ReadyText? Text { get; private set; }
    /// <summary>Its words, with the company put in.</summary>
    public string Body { get; private set; } = "";
    /// <summary>Subject of the mail, or null.</summary>
    public string? Subject { get; private set; }
    /// <summary>Du or Sie.</summary>
    public bool Formal => speech.Formal;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string? key, CancellationToken stop)
    {
        if (key is null) return Page();
        if (ReadyText.Shipped.FirstOrDefault(t => t.Id == key) is not { } text) return NotFound();
        (Text, Body) = (text, await filling.OfAsync(text.Body, stop));
        if (text.Subject is { } subject) Subject = await filling.OfAsync(subject, stop);
        return Page();
    }
}
