using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Mitreden.Questions.Pages;

/// <summary>Thanks for a question. It knows of none: the page is the same for everybody, and whoever types its address sees it too.</summary>
public sealed class SentModel : PageModel;
