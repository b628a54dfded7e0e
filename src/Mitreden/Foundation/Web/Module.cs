using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Settings;

namespace Mitreden.Foundation.Web;

/// <summary>One module: its only registration. The order of modules is in <c>Modules.cs</c>.</summary>
public abstract class Module
{
    /// <summary>Registers services, policies, jobs and navigation.</summary>
    public virtual void AddServices(IServiceCollection services, MitredenSettings settings) { }

    /// <summary>Maps the module's entities.</summary>
    public virtual void Map(ModelBuilder model) { }

    /// <summary>Adds endpoints that are not pages.</summary>
    public virtual void MapEndpoints(IEndpointRouteBuilder endpoints) { }
}

/// <summary>The program cannot start; the message is one line for the operator.</summary>
public sealed class StartException(string message) : Exception(message);
