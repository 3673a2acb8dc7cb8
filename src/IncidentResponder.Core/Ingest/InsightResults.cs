namespace IncidentResponder.Core.Ingest;

/// <summary>
/// Security Hub's insight results, which somebody sends by hand: they count findings by a field and name none, so there is nothing that
/// could be acted on. People are told, with the way to the findings.
/// </summary>
internal static class InsightResults
{
    private const int MostValues = 20;

    public static Ingested Read(Envelope envelope)
    {
        var reading = new Reading();
        var (detail, region) = (envelope.Detail, envelope.RegionOf(default));
        var account = reading.Account(default, envelope.Account);
        reading.Suspect(envelope.Doubt);
        var (arn, sent) = (reading.Text(detail["insightArn"]), reading.Time(envelope.Time));
        var values = detail["insightResults"].Items.SelectMany(item => item.Members).Select(member => $"{member.Key} ({member.Value.Number})").ToArray();
        return reading.Outcome(
            new()
            {
                Id = envelope.Id.Text ?? $"{arn} {sent:O}",
                Source = "SecurityHub",
                Type = reading.Text(detail["insightName"]),
                Title = $"Insight '{detail["insightName"].TextUpTo(100)}' counts {values.Length} value{(values.Length == 1 ? "" : "s")} of {detail["resultType"].TextUpTo(64)}",
                Description = $"{string.Join(", ", values.Take(MostValues))}{(values.Length > MostValues ? " and more" : "")}. It names no findings: "
                    + $"query Security Hub's GetFindings with the filters of {arn}, or send the findings themselves by a custom action.",
                Account = account,
                Region = region,
                Severity = Severity.Medium,
                Resources = [new() { Type = reading.Text(detail["resultType"]), Id = arn, Account = account, Region = region, Arn = arn }],
                CreatedAt = sent,
                LastSeen = sent,
            },
            null);
    }
}
