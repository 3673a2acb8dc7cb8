namespace IncidentResponder.Core.Ingest;

/// <summary>Security Hub's insight results count findings by a field and name none: there is nothing that could be acted on.</summary>
internal static class InsightResults
{
    public static Ingested Read(JsonPlace detail)
    {
        var name = detail["insightName"].TextUpTo(100);
        var values = detail["insightResults"].Items.Count();
        return new Ingested.Ignored(
            $"Insight '{name}' counts findings by {detail["resultType"].TextUpTo(64)} ({values} value{(values == 1 ? "" : "s")}) and names none; "
            + $"query Security Hub's GetFindings with the filters of {detail["insightArn"].TextUpTo(200)}, or send the findings themselves by a custom action.");
    }
}
