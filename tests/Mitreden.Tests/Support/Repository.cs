namespace Mitreden.Tests.Support;

/// <summary>Files of the checkout, for tests that read the source.</summary>
public static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>Full path of a file or folder of the checkout.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Files below a folder of the checkout, without what a build makes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(At(folder), pattern, SearchOption.AllDirectories)
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Path below the checkout, for messages.</summary>
    public static string Name(string path) => Path.GetRelativePath(Root, path);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mitreden.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The checkout is not above the tests.");
        return folder;
    }
}
