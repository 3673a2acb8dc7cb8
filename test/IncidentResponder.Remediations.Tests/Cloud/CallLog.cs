using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>Sits in the SDK's HTTP pipeline: keeps the IAM action of every call, and can crash the caller at one of them.</summary>
public sealed partial class CallLog() : DelegatingHandler(new SocketsHttpHandler())
{
    private ImmutableArray<string> _calls = [];
    private ImmutableHashSet<int> _reads = [];

    /// <summary>IAM actions in the order of the calls: "ec2:DescribeInstances".</summary>
    public ImmutableArray<string> Calls => _calls;

    /// <summary>Those that may change something.</summary>
    public ImmutableArray<string> Changes => [.. _calls.Where((_, number) => !_reads.Contains(number))];

    /// <summary>Crashes at the call of this number, from 0; never when null.</summary>
    public int? CrashAt { get; set; }

    /// <summary>
    /// Only changing calls are counted. Where nothing but they alter the world, a crash at a read is a crash after the change before it, or
    /// before the one that follows.
    /// </summary>
    public bool CrashAtChanges { get; set; }

    /// <summary>Whether the crash comes after the call has taken effect, its answer lost, instead of before it is sent.</summary>
    public bool CrashAfter { get; set; }

    /// <summary>Only the answer of that call is lost, and the process goes on; otherwise it ends.</summary>
    public bool OnlyAnswerIsLost { get; set; }

    /// <summary>Changes the text of an answer, for what moto can't show.</summary>
    public Func<string, string>? Rewrite { get; set; }

    /// <summary>
    /// Answers a call in moto's place, for what moto lacks: IAM action and request body in, the answer's text out; null when moto is to
    /// answer. A text with "&lt;Errors&gt;", "&lt;ErrorResponse&gt;" or "__type" is a refusal.
    /// </summary>
    public Func<string, string, string?>? Answer { get; set; }

    /// <summary>The requests that may change something, byte for byte: what moto does not look at.</summary>
    public ImmutableArray<string> Bodies { get; private set; } = [];

    /// <summary>IAM actions that a call needs: the call itself, tagging when it tags what it creates, the delivery of a log into a bucket, the function that a rotation runs, the secret that RDS keeps.</summary>
    public ImmutableSortedSet<string> Permissions { get; private set; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var service = Scope().Match(request.Headers.GetValues("Authorization").Single()).Groups[1].Value;
        var operation = request.Headers.GetValues(OperationName.Header).Single();
        var call = IamActions.Of(IamActions.IsOfAccount(request.RequestUri) ? "s3-account" : service, operation);
        var number = _calls.Length;
        _calls = _calls.Add(call);
        if (IamActions.IsRead(operation))
            _reads = _reads.Add(number);
        else
            Bodies = Bodies.Add(body);
        Permissions = Permissions.Add(call);
        if (body.Contains("TagSpecification", StringComparison.Ordinal))
            Permissions = Permissions.Add($"{service}:CreateTags");
        if (operation is "CreateFlowLogs")
            Permissions = Permissions.Add("logs:CreateLogDelivery");
        if (body.Contains("RotateMasterUserPassword=true", StringComparison.Ordinal))
            Permissions = Permissions.Add("secretsmanager:RotateSecret");
        if (call == "secretsmanager:RotateSecret")
            Permissions = Permissions.Add("lambda:InvokeFunction");
        if (call == "eks:CreateAccessEntry" && body.Contains("\"tags\":{\"", StringComparison.Ordinal))
            Permissions = Permissions.Add("eks:TagResource");
        var crashes = CrashAtChanges ? !IamActions.IsRead(operation) && Changes.Length - 1 == CrashAt : number == CrashAt;
        if (crashes && !CrashAfter)
            throw Cut(call);
        if (call == "cloudtrail:StartLogging")
            request.Content = new StringContent(TrailArn().Replace(body, ""), null, request.Content!.Headers.ContentType!.MediaType!);
        var answer = service == "lambda" && LambdaCloud.Answer(request, body) is { } own ? own
            : service == "eks" ? EksCloud.Answer(request, body)
            : service == "guardduty" && DetectorCloud.Answer(request, body) is { } detected ? detected
            : Answer?.Invoke(call, body) is { } text ? Answered(text)
            : await base.SendAsync(request, cancellationToken);
        if (crashes)
            throw Cut(call);
        if (Rewrite is not null)
            answer.Content = new StringContent(Rewrite(await answer.Content.ReadAsStringAsync(cancellationToken)), null, answer.Content.Headers.ContentType?.MediaType ?? "text/xml");
        return answer;
    }

    private Exception Cut(string call) => OnlyAnswerIsLost
        ? new HttpRequestException(HttpRequestError.ResponseEnded, $"The answer to {call} was lost.")
        : new CrashException(call);

    private static HttpResponseMessage Answered(string text) => new(IsRefusal(text) ? HttpStatusCode.BadRequest : HttpStatusCode.OK)
    {
        Content = new StringContent(text, null, text.StartsWith('{') ? "application/x-amz-json-1.1" : "text/xml"),
    };

    private static bool IsRefusal(string text) =>
        text.Contains("<Errors>", StringComparison.Ordinal) || text.Contains("<ErrorResponse>", StringComparison.Ordinal) || text.Contains("__type", StringComparison.Ordinal);

    // Moto starts a trail by its name only; whether it is homed in the Region that is asked, it looks at.
    [GeneratedRegex(@"arn:aws:cloudtrail:[^/]+:trail/")]
    private static partial Regex TrailArn();

    [GeneratedRegex(@"Credential=[^/]+/\d+/[^/]+/([^/]+)/")]
    private static partial Regex Scope();
}
