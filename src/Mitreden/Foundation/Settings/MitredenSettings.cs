namespace Mitreden.Foundation.Settings;

/// <summary>Everything the host can set, by environment variable (<c>MITREDEN__MAIL__HOST</c>) or on the command line.</summary>
public sealed class MitredenSettings
{
    /// <summary>Seeds the demo company and offers its people at sign-in.</summary>
    public bool Demo { get; init; }

    /// <summary>Folder of the SQLite database.</summary>
    public string Data { get; init; } = "data";

    /// <summary>PostgreSQL connection string; null means SQLite in <see cref="Data"/>.</summary>
    public string? Database { get; init; }

    /// <summary>Address under which people reach the installation; links in mails begin with it.</summary>
    public string PublicUrl { get; init; } = "http://localhost:5080";

    /// <summary>Reverse proxies beside those on this machine, whose word about the sender counts: addresses or networks, with commas between.</summary>
    public string Proxies { get; init; } = "";

    /// <summary>
    /// Networks of the host's own that requests to addresses which people typed in may reach beside the open internet: addresses or
    /// networks, with commas between. There, http and every port are allowed as well.
    /// </summary>
    public string Outgoing { get; init; } = "";

    /// <summary>Outgoing mail.</summary>
    public MailSettings Mail { get; init; } = new();

    /// <summary>True when the database is PostgreSQL.</summary>
    public bool IsPostgres => !string.IsNullOrWhiteSpace(Database);
}

/// <summary>Outgoing mail over any SMTP server.</summary>
public sealed class MailSettings
{
    /// <summary>Host name; null means that no mail can be sent, and nothing that needs mail is offered.</summary>
    public string? Host { get; init; }
    /// <summary>Port, 1 to 65535.</summary>
    public int Port { get; init; } = 587;
    /// <summary>User name, if the server wants one.</summary>
    public string? User { get; init; }
    /// <summary>Password, if the server wants one.</summary>
    public string? Password { get; init; }
    /// <summary>Sender address.</summary>
    public string From { get; init; } = "mitreden@localhost";
    /// <summary><c>auto</c>, <c>none</c>, <c>starttls</c> or <c>tls</c>.</summary>
    public string Security { get; init; } = "auto";

    /// <summary>True when mail can be sent.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(Host);
}
