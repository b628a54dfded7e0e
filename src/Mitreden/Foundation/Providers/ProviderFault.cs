namespace Mitreden.Foundation.Providers;

/// <summary>Why something about a video at a provider, or about the host it may come from, is refused; each has a text.</summary>
public enum ProviderFault
{
    /// <summary>A title is missing or too long.</summary>
    Title,
    /// <summary>What is said is missing or too long.</summary>
    Said,
    /// <summary>What is said is too long in English.</summary>
    SaidEn,
    /// <summary>That is no name of a host.</summary>
    Host,
    /// <summary>Who runs the host is missing or too long.</summary>
    RunBy,
    /// <summary>The country is missing or too long.</summary>
    Country,
    /// <summary>The page on data protection has no address, or one that is none.</summary>
    Privacy,
}

/// <summary>A refusal that a page puts into words.</summary>
/// <param name="why">Why.</param>
/// <param name="blamed">The field it is about.</param>
public sealed class ProviderException(ProviderFault why, string blamed) : Exception(why.ToString())
{
    /// <summary>Why.</summary>
    public ProviderFault Why => why;
    /// <summary>The field it is about.</summary>
    public string Blamed => blamed;
}
