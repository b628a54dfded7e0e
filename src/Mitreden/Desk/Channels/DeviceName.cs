using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Channels;

/// <summary>Reads a name that people recognise out of what a browser says about itself, such as "Chrome auf Android".</summary>
internal static class DeviceName
{
    /// <summary>Most specific first: every browser also names those it is like.</summary>
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "Chromebook"), ("Mac OS X", "Mac"), ("Linux", "Linux")];

    /// <summary>The name; a browser or system that is not known is called what it is, a browser or a device.</summary>
    public static string Of(string? userAgent, Texts<ChannelTexts> texts)
    {
        var browser = Find(Browsers, userAgent) ?? texts["Name.Browser"];
        return Find(Systems, userAgent) is { } system ? texts["Name.On", browser, system] : browser;
    }

    private static string? Find((string Mark, string Name)[] known, string? userAgent) =>
        userAgent is null ? null : Array.Find(known, k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
