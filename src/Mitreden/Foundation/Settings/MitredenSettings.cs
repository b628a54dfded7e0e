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

    /// <summary>Megabytes that the file of a video may have.</summary>
    public int LargestVideo { get; init; } = 200;
    /// <summary>Megabytes that all videos of an organisation may have together.</summary>
    public int MostVideo { get; init; } = 5000;

    /// <summary>Outgoing mail.</summary>
    public MailSettings Mail { get; init; } = new();

    /// <summary>Reports that come in by mail.</summary>
    public MailInSettings MailIn { get; init; } = new();

    /// <summary>The whole address of a place in this installation, for mails, codes and messages.</summary>
    /// <param name="path">Path that begins with a slash, with a query if need be.</param>
    public string Address(string path) => PublicUrl.TrimEnd('/') + path;

    /// <summary>True when people reach the installation by https, whatever arrives behind the proxy.</summary>
    public bool IsHttps => PublicUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

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

/// <summary>A mailbox of its own, read over IMAP, into which people mail their reports.</summary>
public sealed class MailInSettings
{
    /// <summary>Host name; null means that nothing comes in by mail.</summary>
    public string? Host { get; init; }
    /// <summary>Port, 1 to 65535.</summary>
    public int Port { get; init; } = 993;
    /// <summary>User name.</summary>
    public string? User { get; init; }
    /// <summary>Password.</summary>
    public string? Password { get; init; }
    /// <summary><c>auto</c>, <c>none</c>, <c>starttls</c> or <c>tls</c>.</summary>
    public string Security { get; init; } = "auto";
    /// <summary>Address of the mailbox; mail to it with a plus and more before the at sign has to arrive there as well.</summary>
    public string Address { get; init; } = "";
    /// <summary>The name that the receiving server writes first into Authentication-Results (authserv-id of RFC 8601). Only what it has found out counts.</summary>
    public string? Server { get; init; }
    /// <summary>The folder that is read.</summary>
    public string Folder { get; init; } = "INBOX";
    /// <summary>The folder into which mails are moved that have become reports; null deletes them.</summary>
    public string? Done { get; init; }

    /// <summary>True when a mailbox is set.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(Host);
}
