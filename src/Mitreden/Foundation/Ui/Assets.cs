using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace Mitreden.Foundation.Ui;

/// <summary>Addresses of static files with the hash of their content, so that browsers may keep them for a year.</summary>
public sealed class Assets(IWebHostEnvironment environment)
{
    private readonly ConcurrentDictionary<string, string> _known = new();

    /// <summary>The versioned address of a file below <c>wwwroot</c>.</summary>
    public string this[string path] => _known.GetOrAdd(path, Version);

    private string Version(string path)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        if (!file.Exists) return path;
        using var content = file.CreateReadStream();
        return path + "?v=" + Convert.ToHexStringLower(SHA256.HashData(content))[..12];
    }
}
