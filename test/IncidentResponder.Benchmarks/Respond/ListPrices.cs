namespace IncidentResponder.Benchmarks.Respond;

/// <summary>
/// AWS list prices in us-east-1, US dollars, without free tiers (public price pages, November 2026; check before quoting).
/// </summary>
internal static class ListPrices
{
    /// <summary>Step Functions Standard, a state transition.</summary>
    public const decimal StateTransition = 0.025m / 1_000;

    /// <summary>Lambda on arm64, a GB-second.</summary>
    public const decimal LambdaGigabyteSecond = 0.0000133334m;

    /// <summary>Lambda, a request.</summary>
    public const decimal LambdaRequest = 0.20m / 1_000_000;

    private static readonly Dictionary<string, decimal> Calls = new(StringComparer.Ordinal)
    {
        ["dynamodb.PutItem"] = 0.625m / 1_000_000,
        ["dynamodb.UpdateItem"] = 0.625m / 1_000_000,
        ["dynamodb.DeleteItem"] = 0.625m / 1_000_000,
        ["dynamodb.TransactWriteItems"] = 4 * 0.625m / 1_000_000,
        ["dynamodb.GetItem"] = 0.125m / 1_000_000,
        ["dynamodb.Query"] = 4 * 0.125m / 1_000_000,
        ["s3.PutObject"] = 0.005m / 1_000,
        ["kms.GenerateMac"] = 0.03m / 10_000,
        ["kms.VerifyMac"] = 0.03m / 10_000,
        ["sns.Publish"] = 0.50m / 1_000_000 + 2.00m / 100_000,
        ["sqs.ReceiveMessage"] = 0.40m / 1_000_000,
        ["sqs.DeleteMessage"] = 0.40m / 1_000_000,
    };

    /// <summary>The price of a call, as "service.Operation"; control-plane calls are free.</summary>
    public static decimal OfCall(string operation) => Calls.GetValueOrDefault(operation);
}
