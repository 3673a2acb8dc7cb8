namespace IncidentResponder.LocalCloud.Front;

/// <summary>One AWS API, or a part of one, that the front answers itself instead of forwarding it to moto.</summary>
public interface ILocalService
{
    /// <summary>The service's name in a SigV4 credential scope, such as <c>states</c> or <c>securityhub</c>.</summary>
    string SigningName { get; }

    /// <summary>Whether this request is answered here; when false, it goes to moto.</summary>
    bool Owns(LocalRequest request);

    /// <summary>Answers a request that it owns. An operation it doesn't know is answered by an error that names it.</summary>
    Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel);
}
