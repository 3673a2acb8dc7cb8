using System.Collections.Immutable;
using System.Web;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>The service-specific credentials of one user, which moto lacks.</summary>
public sealed class ServiceCredentials(string user)
{
    private ImmutableSortedDictionary<string, string> _statuses = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>As one text to compare.</summary>
    public string State => string.Join('\n', _statuses.Select(one => $"{one.Key} {one.Value}"));

    /// <summary>Makes one, or gives one another status.</summary>
    public void Set(string id, string status) => _statuses = _statuses.SetItem(id, status);

    /// <summary>Answers IAM's calls about them; null when a call is about something else.</summary>
    public string? Answer(string call, string body)
    {
        var asked = HttpUtility.ParseQueryString(body);
        switch (call)
        {
            case "iam:ListServiceSpecificCredentials" when asked["UserName"] == user:
                // A page each, to see that all are read.
                var rest = _statuses.SkipWhile(one => string.CompareOrdinal(one.Key, asked["Marker"]) <= 0).ToList();
                return $"<ListServiceSpecificCredentialsResponse><ListServiceSpecificCredentialsResult><ServiceSpecificCredentials>{string.Concat(rest.Take(1).Select(Member))}" +
                    $"</ServiceSpecificCredentials>{(rest.Count > 1 ? $"<IsTruncated>true</IsTruncated><Marker>{rest[0].Key}</Marker>" : "<IsTruncated>false</IsTruncated>")}" +
                    "</ListServiceSpecificCredentialsResult></ListServiceSpecificCredentialsResponse>";
            case "iam:UpdateServiceSpecificCredential" when asked["UserName"] == user && _statuses.ContainsKey(asked["ServiceSpecificCredentialId"] ?? ""):
                Set(asked["ServiceSpecificCredentialId"]!, asked["Status"]!);
                return "<UpdateServiceSpecificCredentialResponse/>";
            case "iam:UpdateServiceSpecificCredential":
                return "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>No such credential.</Message></Error></ErrorResponse>";
            default:
                return null;
        }
    }

    private string Member(KeyValuePair<string, string> one) =>
        $"<member><UserName>{user}</UserName><Status>{one.Value}</Status><ServiceSpecificCredentialId>{one.Key}</ServiceSpecificCredentialId><ServiceName>codecommit.amazonaws.com</ServiceName></member>";
}
