namespace Amazon.Lambda.Core;

/// <summary>The Cognito identity that called a function.</summary>
public interface ICognitoIdentity
{
    /// <summary>The id of the identity.</summary>
    string IdentityId { get; }

    /// <summary>The id of the pool that knows the identity.</summary>
    string IdentityPoolId { get; }
}
