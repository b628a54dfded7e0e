using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Reading;

/// <summary>To how many people something goes.</summary>
/// <param name="All">How many.</param>
/// <param name="Writers">How many of them write news and lead rounds: they see what is counted, and know their own share in it.</param>
public sealed record Audience(int All, int Writers)
{
    /// <summary>Among so many hides whoever reads or answers.</summary>
    public int Counted => All - Writers;
}

/// <summary>Who something goes to.</summary>
public static class Audiences
{
    /// <summary>True when somebody sees what is counted, and so is not counted.</summary>
    public static bool IsWriter(this PersonCard person) => (person.Roles & AnnouncementsModule.Writers) != 0;

    /// <summary>To how many of those who are in something goes.</summary>
    /// <param name="people">The people.</param>
    /// <param name="departments">Departments, one a line; empty for everybody.</param>
    /// <param name="stop">Ends the query.</param>
    public static async Task<Audience> AudienceAsync(this People people, string departments, CancellationToken stop)
    {
        var all = (await people.JoinedAsync(stop)).Where(p => Feed.IsFor(departments, p.Department)).ToList();
        return new Audience(all.Count, all.Count(p => p.IsWriter()));
    }
}
