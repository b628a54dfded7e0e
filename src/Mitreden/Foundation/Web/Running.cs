using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Mitreden.Foundation.Web;

/// <summary>Runs the program to its end and turns what keeps it from starting into one line.</summary>
public static class Running
{
    /// <summary>Returns the exit code: 0 after a normal end, 1 when it could not start.</summary>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
            app.Services.GetRequiredService<Started>().Yes = true;
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            foreach (var address in addresses) Console.WriteLine($"Mitreden is ready: {address}");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception failure) when (Reason(failure) is not null)
        {
            await Console.Error.WriteLineAsync("Mitreden cannot start. " + Reason(failure));
            return 1;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop before it was up: that is an ordinary end.
            return 0;
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    private static string? Reason(Exception failure) => failure switch
    {
        StartException problem => problem.Message,
        IOException { InnerException: AddressInUseException } taken => $"{taken.Message.TrimEnd('.')}. Choose another with --urls http://localhost:5081.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "No permission to listen on that port. Choose one above 1023 with --urls.",
        FormatException format when format.Message.Contains("url", StringComparison.OrdinalIgnoreCase) => format.Message,
        ArgumentException argument when argument.Message.Contains("onnection string", StringComparison.Ordinal) => argument.Message,
        _ => null,
    };
}

/// <summary>Knows whether the program is up: what keeps it from starting is said in one line, not in a log beside it.</summary>
internal sealed class Started
{
    /// <summary>Categories of the log that would repeat the reason with a stack trace.</summary>
    public static readonly string[] Noise =
    [
        "Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.EntityFrameworkCore.Database.Connection", "Mitreden.Foundation.Jobs",
    ];

    private volatile bool _yes;

    /// <summary>True once every part has started.</summary>
    public bool Yes { get => _yes; set => _yes = value; }
}
