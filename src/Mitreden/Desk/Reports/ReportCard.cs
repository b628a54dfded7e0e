using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Reports;

/// <summary>"Report a discussion", and how the own open reports stand.</summary>
internal sealed class ReportCard(DeskQueries desk) : IStartCard
{
    public int Order => 10;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) =>
        new("/Desk/Reports/_ReportCard.cshtml", (await desk.OfReporterAsync(person.Id, 20, stop)).Where(r => r.IsOpen).ToList());
}
