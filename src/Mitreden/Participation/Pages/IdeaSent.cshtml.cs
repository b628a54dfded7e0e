using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Mitreden.Participation.Pages;

/// <summary>Thanks for an idea. It knows of none: the page is the same with a name and without, and whoever types its address sees it too.</summary>
public sealed class IdeaSentModel : PageModel;
