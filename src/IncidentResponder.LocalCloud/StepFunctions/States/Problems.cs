namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>Collects what is wrong with a definition, each problem with the place of the field.</summary>
internal sealed class Problems
{
    public const string Schema = "SCHEMA_VALIDATION_FAILED";
    public const string Target = "MISSING_TRANSITION_TARGET";
    public const string Duplicate = "DUPLICATE_STATE_NAME";

    private readonly List<string> found = [];

    public bool IsEmpty => found.Count == 0;

    /// <summary>All problems in one sentence, as the API reports them.</summary>
    public string Text => string.Join(", ", found);

    public void Add(string code, string at, string why) => found.Add($"{code}: {why} at {at}");

    public void Refuse(string at, string why) => Add(Schema, at, why);
}
