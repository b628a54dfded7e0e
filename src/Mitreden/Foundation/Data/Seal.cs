using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

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
    public string Close<T>(string purpose, Guid person, T value) => For(purpose, person).Protect(JsonSerializer.Serialize(value, Json));

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

    private IDataProtector For(string purpose, Guid person) => protection.CreateProtector("Mitreden.Seal", purpose, person.ToString("N"));
}
