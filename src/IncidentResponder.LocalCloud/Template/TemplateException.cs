namespace IncidentResponder.LocalCloud.Template;

/// <summary>A template can't be deployed here; the message names the place, the value and what to do.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="inner">What refused, when a service did.</param>
public sealed class TemplateException(string message, Exception? inner = null) : Exception(message, inner);
