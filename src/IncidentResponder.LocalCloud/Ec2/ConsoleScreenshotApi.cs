using System.Text;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.Ec2;

/// <summary>EC2's GetConsoleScreenshot, which moto lacks: a picture of one grey dot for any instance.</summary>
public sealed class ConsoleScreenshotApi : ILocalService
{
    private const string GreyDot =
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=";

    /// <inheritdoc />
    public string SigningName => "ec2";

    /// <inheritdoc />
    public bool Owns(LocalRequest request) => request.Operation == "GetConsoleScreenshot";

    /// <inheritdoc />
    public Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel)
    {
        string instance = System.Web.HttpUtility.ParseQueryString(request.Text)["InstanceId"] ?? "";
        string body =
            $"""<GetConsoleScreenshotResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>local</requestId><instanceId>{System.Security.SecurityElement.Escape(instance)}</instanceId><imageData>{GreyDot}</imageData></GetConsoleScreenshotResponse>""";
        return Task.FromResult(new LocalResponse(200, "text/xml", Encoding.UTF8.GetBytes(body)));
    }
}
