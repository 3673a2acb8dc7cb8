using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using IncidentResponder.Standins.Tests.Calls;

namespace IncidentResponder.Standins.Tests.Wire;

/// <summary>Botocore's serializer, in one Python process for all tests of a class. It asks nobody over the network.</summary>
public sealed class Botocore : IDisposable
{
    private readonly Process? python;

    public Botocore()
    {
        try
        {
            python = Process.Start(new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "Wire", "serialize.py")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception noPython)
        {
            WhyMissing = "There is no python3: " + noPython.Message;
            return;
        }

        if (python!.StandardOutput.ReadLine() is null)
            WhyMissing = "python3 has no botocore: " + python.StandardError.ReadToEnd().Trim().Split('\n').Last();
    }

    /// <summary>Why nothing can be compared, or null.</summary>
    public string? WhyMissing { get; }

    /// <summary>The request that botocore would send.</summary>
    internal SentRequest Serialize(string service, string operation, JsonObject parameters)
    {
        var call = new JsonObject { ["service"] = service, ["operation"] = operation, ["parameters"] = parameters.DeepClone() };
        python!.StandardInput.WriteLine(call.ToJsonString());
        python.StandardInput.Flush();
        var answer = python.StandardOutput.ReadLine() ?? throw new InvalidOperationException(python.StandardError.ReadToEnd());
        var request = JsonNode.Parse(answer)!;
        var headers = request["headers"]!.AsObject()
            .ToDictionary(header => header.Key, header => (string)header.Value!, StringComparer.OrdinalIgnoreCase);
        return new((string)request["method"]!, new((string)request["address"]!), (string)request["body"]!, headers);
    }

    public void Dispose()
    {
        python?.StandardInput.Close();
        python?.Dispose();
    }
}
