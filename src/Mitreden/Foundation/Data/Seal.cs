using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Mitreden.Foundation.Data;

/// <summary>
/// Closes what belongs to one person alone, so that a look into the database, a backup or an export of tables shows nothing of it.
/// It opens only for that person's id and that purpose.
/// </summary>
/// <remarks>
/// Whoever has the database and runs the program can still open it: the keys are those of the sessions. It keeps honest people honest,
/// it does not keep out whoever owns the machine.
/// </remarks>
public sealed class Seal(IDataProtectionProvider protection)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Closes a value.</summary>
    /// <param name="purpose">Stable name of what it is for.</param>
    /// <param name="person">Whose it is.</param>
    /// <param name="value">The value.</param>
    /// <param name="size">Bytes that it has at least before it is closed: it is filled up to them, or to twice, four times, eight times as many. So its size says nothing.</param>
    public string Close<T>(string purpose, Guid person, T value, int size = 0) => Close(For(purpose, person), JsonSerializer.SerializeToUtf8Bytes(value, Json), size);

    /// <summary>Closes again what is closed, so that nothing of it looks as before; null when it was closed for somebody else or its keys are gone.</summary>
    public string? Renew(string purpose, Guid person, string closed, int size)
    {
        try
        {
            var protector = For(purpose, person);
            return Close(protector, protector.Unprotect(WebEncoders.Base64UrlDecode(closed)), size);
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Opens it again; null when it was closed for somebody else or its keys are gone.</summary>
    public T? Open<T>(string purpose, Guid person, string closed) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(For(purpose, person).Unprotect(closed), Json);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Blanks behind a value belong to JSON; whoever opens it need not know of them.</summary>
    private static string Close(IDataProtector protector, byte[] bytes, int size)
    {
        var full = size == 0 ? bytes.Length : size;
        while (full < bytes.Length) full *= 2;
        var filled = new byte[full];
        filled.AsSpan().Fill((byte)' ');
        bytes.CopyTo(filled, 0);
        return WebEncoders.Base64UrlEncode(protector.Protect(filled));
    }

    private IDataProtector For(string purpose, Guid person) => protection.CreateProtector("Mitreden.Seal", purpose, person.ToString("N"));
}
