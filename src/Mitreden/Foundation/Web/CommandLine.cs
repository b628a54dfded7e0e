namespace Mitreden.Foundation.Web;

/// <summary>Reads the command line: <c>--demo</c>, <c>--urls</c>, <c>--data DIR</c>, <c>--database "Host=..."</c>.</summary>
public static class CommandLine
{
    /// <summary>Address when nobody names another.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Turns the arguments into options of the web application.</summary>
    public static WebApplicationOptions Options(string[] args)
    {
        var beside = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        return new WebApplicationOptions
        {
            Args = [.. Translate(args)],
            ContentRootPath = beside && !args.Any(a => a.StartsWith("--contentRoot", StringComparison.Ordinal)) ? AppContext.BaseDirectory : null,
        };
    }

    private static IEnumerable<string> Translate(string[] args) => args.Select(a => a switch
    {
        "--demo" => "--Mitreden:Demo=true",
        "--data" => "--Mitreden:Data",
        "--database" => "--Mitreden:Database",
        _ when a.StartsWith("--data=", StringComparison.Ordinal) => "--Mitreden:Data=" + a[7..],
        _ when a.StartsWith("--database=", StringComparison.Ordinal) => "--Mitreden:Database=" + a[11..],
        _ => a,
    });
}
