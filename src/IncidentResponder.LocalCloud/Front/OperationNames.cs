using System.Text.RegularExpressions;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>Names the operation of a request: by X-Amz-Target or Action, and for REST services by method and path.</summary>
public static partial class OperationNames
{
    private static readonly (string Service, string Method, Regex Path, string Operation)[] Rest =
    [
        ("lambda", "POST", Invocations(), "Invoke"),
        ("securityhub", "POST", new Regex("^/findings/import$"), "BatchImportFindings"),
        ("securityhub", "POST", new Regex("^/findings$"), "GetFindings"),
        ("securityhub", "PATCH", new Regex("^/findings/batchupdate$"), "BatchUpdateFindings"),
        ("guardduty", "GET", new Regex("^/detector$"), "ListDetectors"),
        ("guardduty", "POST", new Regex("^/detector/[^/]+/findings$"), "ListFindings"),
        ("guardduty", "POST", new Regex("^/detector/[^/]+/findings/get$"), "GetFindings"),
        ("detective", "POST", new Regex("^/graphs/list$"), "ListGraphs"),
        ("detective", "POST", new Regex("^/investigations/listInvestigations$"), "ListInvestigations"),
        ("detective", "POST", new Regex("^/investigations/startInvestigation$"), "StartInvestigation"),
        ("detective", "POST", new Regex("^/investigations/getInvestigation$"), "GetInvestigation"),
        ("detective", "POST", new Regex("^/investigations/listIndicators$"), "ListIndicators"),
    ];

    private static readonly string[] BucketParts =
        ["policy", "versioning", "object-lock", "publicAccessBlock", "encryption", "lifecycle", "tagging", "acl", "ownershipControls", "notification", "logging"];

    /// <summary>The operation's name; method and path when nothing better is known.</summary>
    public static string Of(string service, string method, string path, IReadOnlyDictionary<string, string> query, string? target, string? action)
    {
        if (target is not null)
            return target[(target.LastIndexOf('.') + 1)..];
        if (action is not null)
            return action;
        if (service == "s3")
            return S3(method, path, query);
        return Rest.FirstOrDefault(one => one.Service == service && one.Method == method && one.Path.IsMatch(path)).Operation
            ?? $"{method} {path}";
    }

    private static string S3(string method, string path, IReadOnlyDictionary<string, string> query)
    {
        bool isObject = path.Trim('/').Contains('/');
        string verb = method switch { "PUT" => "Put", "GET" => "Get", "HEAD" => "Head", "DELETE" => "Delete", _ => method + " " };
        if (query.ContainsKey("retention"))
            return verb + "ObjectRetention";
        if (query.ContainsKey("uploads") || query.ContainsKey("uploadId"))
            return verb + "MultipartUpload";
        string? part = BucketParts.FirstOrDefault(query.ContainsKey);
        if (part is not null)
            return $"{verb}{(isObject ? "Object" : "Bucket")}{char.ToUpperInvariant(part[0])}{part[1..]}";
        if (isObject)
            return verb + "Object";
        return (method, path) switch
        {
            ("GET", "/") => "ListBuckets",
            ("GET", _) => query.ContainsKey("versions") ? "ListObjectVersions" : "ListObjectsV2",
            ("PUT", _) => "CreateBucket",
            _ => verb + "Bucket",
        };
    }

    [GeneratedRegex("^/2015-03-31/functions/[^/]+/invocations$")]
    private static partial Regex Invocations();
}
