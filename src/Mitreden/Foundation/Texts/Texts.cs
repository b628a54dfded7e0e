using System.Globalization;
using Microsoft.Extensions.Localization;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Texts;

/// <summary>How the program speaks in this scope: Du or Sie. The language is the thread's UI culture.</summary>
public sealed class Speech(CurrentPerson person)
{
    /// <summary>True for Sie.</summary>
    public bool Formal { get; private set; } = person.Formal;

    /// <summary>Speaks to somebody else than the signed-in person, for example in a mail.</summary>
    /// <param name="language"><c>de</c> or <c>en</c>.</param>
    /// <param name="formal">True for Sie.</param>
    public void Use(string language, bool formal)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.Culture(language);
        Formal = formal;
    }

    /// <summary>Keeps the language and says Du or Sie, for somebody who is not signed in yet.</summary>
    public void Say(bool formal) => Formal = formal;
}

/// <summary>Texts of one module. A key with the suffix <c>.Sie</c> stands beside each German text that says Du.</summary>
public sealed class Texts<T>(IStringLocalizer<T> localizer, Speech speech)
{
    /// <summary>Suffix of the formal form.</summary>
    public const string Sie = ".Sie";

    /// <summary>The text in language and form, with the values put in.</summary>
    public string this[string key, params object[] values]
    {
        get
        {
            if (speech.Formal && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de")
            {
                var formal = localizer[key + Sie, values];
                if (!formal.ResourceNotFound) return formal.Value;
            }
            return localizer[key, values].Value;
        }
    }
}

/// <summary>Registers the texts.</summary>
public static class TextsSetup
{
    /// <summary>Adds <see cref="Texts{T}"/> and <see cref="Speech"/>.</summary>
    public static void AddTexts(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddScoped<Speech>();
        services.AddScoped(typeof(Texts<>));
    }
}
