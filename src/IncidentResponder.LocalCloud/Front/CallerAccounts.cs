using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>
/// The account that a call acts in, by moto's rule: keys that moto itself issued belong to the account they were issued in,
/// every other key to the local cloud's own account.
/// </summary>
/// <param name="account">The local cloud's own account.</param>
/// <param name="moto">A client whose base address is moto's.</param>
public sealed partial class CallerAccounts(string account, HttpClient moto)
{
    private const string MotoDefault = "123456789012";
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The account of the key.</summary>
    public async Task<string> OfAsync(string accessKey, CancellationToken cancel)
    {
        if (!IssuedKey().IsMatch(accessKey))
            return account;
        if (_known.TryGetValue(accessKey, out string? known))
            return known;
        string found = await AskAsync(accessKey, cancel);
        return _known[accessKey] = found == MotoDefault ? account : found;
    }

    private async Task<string> AskAsync(string accessKey, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Headers.TryAddWithoutValidation("Authorization", AwsApi.Authorization(accessKey, "us-east-1", "sts"));
        request.Content = new FormUrlEncodedContent([new("Action", "GetCallerIdentity"), new("Version", "2011-06-15")]);
        using HttpResponseMessage response = await moto.SendAsync(request, cancel);
        Match match = Account().Match(await response.Content.ReadAsStringAsync(cancel));
        return match.Success ? match.Groups[1].Value : MotoDefault;
    }

    [GeneratedRegex("^(AKIA|ASIA|LSIA)[A-Z0-9]{16}$")]
    private static partial Regex IssuedKey();

    [GeneratedRegex("<Account>([0-9]{12})</Account>")]
    private static partial Regex Account();
}
