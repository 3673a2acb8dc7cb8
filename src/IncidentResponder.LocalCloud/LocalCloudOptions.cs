namespace IncidentResponder.LocalCloud;

/// <summary>What a local cloud is started with; the defaults run the repository's own template.</summary>
public sealed record LocalCloudOptions
{
    /// <summary>The front's port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The page's port on 127.0.0.1; 0 takes a free one.</summary>
    public int PagePort { get; init; }

    /// <summary>Whether a stand-in for Slack is started, and the responder told of it.</summary>
    public bool Slack { get; init; }

    /// <summary>Slack's port on 127.0.0.1; 0 takes a free one.</summary>
    public int SlackPort { get; init; }

    /// <summary>Whether a stand-in for an OpenID Connect provider is started, and the responder told of it.</summary>
    public bool SignIn { get; init; }

    /// <summary>That provider's port on 127.0.0.1; 0 takes a free one.</summary>
    public int SignInPort { get; init; }

    /// <summary>The account that everything lives in.</summary>
    public string Account { get; init; } = "123456789012";

    /// <summary>The Region that everything lives in.</summary>
    public string Region { get; init; } = "eu-west-1";

    /// <summary>The template to deploy; null finds template.yaml in the repository that this was built from.</summary>
    public string? TemplatePath { get; init; }

    /// <summary>Values for the template's parameters, in place of their defaults.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } =
        new Dictionary<string, string> { ["ApproverEmail"] = "responder@example.com" };

    /// <summary>Environment variables that every function gets besides the template's; at first no pause between two changes, as no connections are tracked here.</summary>
    public IReadOnlyDictionary<string, string> FunctionEnvironment { get; init; } =
        new Dictionary<string, string> { ["REMEDIATION_PAUSE_SECONDS"] = "0" };

    /// <summary>The function executable; null finds or builds the repository's.</summary>
    public string? BootstrapPath { get; init; }

    /// <summary>Where logs and temporary files go; null makes a folder that is removed at the end.</summary>
    public string? WorkFolder { get; init; }

    /// <summary>How many processes a function may grow to.</summary>
    public int MostProcessesPerFunction { get; init; } = 8;

    /// <summary>Told each thing that a person at the console should know.</summary>
    public Action<string> Say { get; init; } = static _ => { };
}
