namespace IncidentResponder.Core.Ingest;

/// <summary>Tells who reported a finding by the product that Security Hub imported it under.</summary>
internal static class SecurityHubProduct
{
    /// <summary>
    /// Exactly GuardDuty's own product, in either version of Security Hub: anybody may import findings under a product of their own account.
    /// </summary>
    public static bool IsGuardDuty(string? productArn) => IsAws(productArn, "guardduty");

    /// <summary>Exactly Security Hub's own product, under which its checks of controls report.</summary>
    public static bool IsSecurityHub(string? productArn) => IsAws(productArn, "securityhub");

    /// <summary>The producer for people; what is not AWS's own is Security Hub's.</summary>
    public static string SourceOf(string? productArn) =>
        !Arn.TryParse(productArn, out var product) || product is not { Service: "securityhub", Account: "" } ? "SecurityHub"
        : product.Resource.Split('/') switch
        {
            ["product" or "productv2", "aws", "macie"] => "Macie",
            ["product" or "productv2", "aws", "inspector"] => "Inspector",
            ["product" or "productv2", "aws", "config"] => "Config",
            ["product" or "productv2", "aws", "access-analyzer" or "iam-access-analyzer"] => "AccessAnalyzer",
            _ => "SecurityHub",
        };

    private static bool IsAws(string? productArn, string name) =>
        Arn.TryParse(productArn, out var product) && product is { Service: "securityhub", Account: "", Region.Length: > 0 }
        && (product.Resource == "product/aws/" + name || product.Resource == "productv2/aws/" + name);
}
