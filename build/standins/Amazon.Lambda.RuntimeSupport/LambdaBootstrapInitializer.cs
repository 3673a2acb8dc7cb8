namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Runs before the first invocation; false ends the process.</summary>
public delegate Task<bool> LambdaBootstrapInitializer();
