using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.SignIn;
using IncidentResponder.LocalCloud.Slack;

namespace IncidentResponder.LocalCloud;

/// <summary>
/// Stand-ins for what is no part of AWS, and what an operator does by hand before the first deployment: an application at each,
/// and its settings in a secret whose ARN is a parameter of the template.
/// </summary>
/// <param name="options">Say which are wanted.</param>
/// <param name="clock">The clock that they go by.</param>
/// <param name="page">Where a browser finds the page.</param>
internal sealed class StandIns(LocalCloudOptions options, TimeProvider clock, Func<Uri> page) : IAsyncDisposable
{
    /// <summary>The stand-in for Slack; null where none is wanted.</summary>
    internal SlackStandIn? Slack { get; private set; }

    /// <summary>The stand-in for an OpenID Connect provider; null where none is wanted.</summary>
    internal SignInStandIn? SignIn { get; private set; }

    /// <summary>Starts those that are wanted.</summary>
    /// <param name="toMoto">Keeps the secrets.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The parameters of the options, and one more for each stand-in.</returns>
    internal async Task<IReadOnlyDictionary<string, string>> StartAsync(AwsApi toMoto, CancellationToken cancel)
    {
        Dictionary<string, string> parameters = new(options.Parameters);
        if (options.Slack)
            parameters["ChannelSecretArn"] = await KeepAsync(toMoto, "incident-responder/channels", await SlackAsync(cancel), cancel);
        if (options.SignIn)
            parameters["SignInSecretArn"] = await KeepAsync(toMoto, "incident-responder/sign-in", await SignInAsync(cancel), cancel);
        return parameters;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (SignIn is not null)
            await SignIn.DisposeAsync();
        if (Slack is not null)
            await Slack.DisposeAsync();
    }

    private async Task<JsonObject> SlackAsync(CancellationToken cancel)
    {
        var setup = new SlackSetup();
        Slack = new SlackStandIn(setup, () => new Uri(page(), "slack/interactions"), clock, options.SlackPort);
        await Slack.StartAsync(cancel);
        return new()
        {
            ["slack"] = new JsonObject
            {
                ["botToken"] = setup.BotToken,
                ["signingSecret"] = setup.SigningSecret,
                ["appId"] = setup.AppId,
                ["teamId"] = setup.TeamId,
                ["channelId"] = setup.ChannelId,
                ["apiAddress"] = Slack.ApiAddress.AbsoluteUri,
            },
        };
    }

    private async Task<JsonObject> SignInAsync(CancellationToken cancel)
    {
        var setup = new SignInSetup();
        SignIn = new SignInStandIn(setup, page, clock, options.SignInPort);
        await SignIn.StartAsync(cancel);
        return new() { ["issuer"] = SignIn.Issuer, ["clientId"] = setup.ClientId, ["clientSecret"] = setup.ClientSecret };
    }

    private static async Task<string> KeepAsync(AwsApi toMoto, string name, JsonObject settings, CancellationToken cancel)
    {
        JsonObject secret = new() { ["Name"] = name, ["SecretString"] = settings.ToJsonString() };
        JsonObject made = await toMoto.JsonAsync("secretsmanager", "secretsmanager.CreateSecret", secret, cancel);
        return made["ARN"]!.GetValue<string>();
    }
}
