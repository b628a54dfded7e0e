using Mitreden.Foundation.Texts;

namespace Mitreden.Organisations.Contracts;

/// <summary>A line of business for which there are rules of its own.</summary>
public enum Industry
{
    /// <summary>Crafts, trades and retail.</summary>
    Trade,
    /// <summary>Care and health.</summary>
    Care,
    /// <summary>Schools and nurseries.</summary>
    Education,
    /// <summary>Social work.</summary>
    Social,
}

/// <summary>An organisation has said which line of business it is in; lower modules lay out what they have for it.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Industry">The line of business.</param>
/// <param name="By">Who has said so.</param>
public sealed record IndustryChosen(Guid OrganisationId, Industry Industry, Guid By);

/// <summary>Names of the lines of business.</summary>
public sealed class IndustryNames(Texts<OrganisationsTexts> texts)
{
    /// <summary>All of them with their names.</summary>
    public IReadOnlyList<(Industry Industry, string Name)> All => [.. Enum.GetValues<Industry>().Select(i => (i, this[i]))];

    /// <summary>One name.</summary>
    public string this[Industry industry] => texts[$"Industry.{industry}"];

    /// <summary>Reads what a form has sent; null for none of them.</summary>
    public static Industry? Read(string? sent) => Enum.GetValues<Industry>().Where(i => i.ToString() == sent).Select(i => (Industry?)i).FirstOrDefault();
}
