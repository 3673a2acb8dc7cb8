using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IncidentResponder.Standins.Tests.Api;

/// <summary>
/// The generator's measure: of four services whose official packages the feed has, it writes the client of all operations,
/// and nothing may be in it that the official package lacks. Code that compiles with a stand-in then compiles with the package.
/// What the official package has besides is of a kind that LeftOut.cs describes, or listed in KnownMissing.txt.
/// </summary>
public sealed class OfficialClientTests(ITestOutputHelper output)
{
    /// <summary>What the official packages lack: one base class made by hand there, and result lists of newer paginators.</summary>
    private static readonly string[] KnownAdditions =
    [
        "Amazon.Runtime.IPaginatedEnumerable<Amazon.SimpleSystemsManagement.Model.Parameter> Amazon.SimpleSystemsManagement.Model.IGetParametersByPathPaginator.Parameters { get; }",
        "Amazon.Runtime.IPaginatedEnumerable<Amazon.SimpleSystemsManagement.Model.ParameterHistory> Amazon.SimpleSystemsManagement.Model.IGetParameterHistoryPaginator.Parameters { get; }",
        "Amazon.Runtime.IPaginatedEnumerable<Amazon.SimpleSystemsManagement.Model.ParameterMetadata> Amazon.SimpleSystemsManagement.Model.IDescribeParametersPaginator.Parameters { get; }",
        "Amazon.Runtime.IPaginatedEnumerable<System.Collections.Generic.Dictionary<string, string>> Amazon.SimpleSystemsManagement.Model.IDescribePatchPropertiesPaginator.Properties { get; }",
        "Amazon.Runtime.IPaginatedEnumerable<System.Collections.Generic.Dictionary<string, string>> Amazon.SimpleSystemsManagement.Model.IListNodesSummaryPaginator.Summary { get; }",
        "Class Amazon.SecurityToken.Model.Credentials : object",
        "System.DateTime? Amazon.SecurityToken.Model.Credentials.Expiration { get; set; }",
    ];

    private static readonly string[] KnownMissing = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Api", "KnownMissing.txt"))
        .Where(line => line is not "" && !line.StartsWith('#')).ToArray();

    private static readonly ConcurrentDictionary<string, CSharpCompilation> Compiled = new();

    public static TheoryData<string, Type> Services => new()
    {
        { "AWSSDK.KeyManagementService", typeof(AmazonKeyManagementServiceClient) },
        { "AWSSDK.SecurityToken", typeof(AmazonSecurityTokenServiceClient) },
        { "AWSSDK.SimpleSystemsManagement", typeof(AmazonSimpleSystemsManagementClient) },
        { "AWSSDK.SQS", typeof(AmazonSQSClient) },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public void GeneratedClient_ComparedWithOfficial_AddsOnlyWhatIsKnown(string package, Type official)
    {
        var (ours, theirs) = (PublicApi.Of(Compile(package).Assembly), PublicApi.Of(Official(official.Assembly)));

        var additional = ours.Keys.Except(theirs.Keys).ToList();

        Compare(additional, KnownAdditions.Where(line => IsOf(official, line)).ToList());
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void GeneratedClient_ComparedWithOfficial_LacksOnlyWhatIsKnown(string package, Type official)
    {
        var generated = Compile(package).Assembly;
        var (ours, theirs) = (PublicApi.Of(generated), PublicApi.Of(Official(official.Assembly)));

        var missing = theirs.Where(signature => !ours.ContainsKey(signature.Key)).ToList();
        var unexplained = missing.Where(signature => !LeftOut.Knows(signature.Value, generated)).Select(signature => signature.Key).ToList();

        output.WriteLine($"{package}: official {theirs.Count} signatures, generated {ours.Count}, missing {missing.Count}, listed {unexplained.Count}");
        Compare(unexplained, KnownMissing.Where(line => IsOf(official, line)).ToList());
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void GeneratedEnumeration_ComparedWithOfficial_HasTheSameValues(string package, Type official)
    {
        using var image = new MemoryStream();
        Compile(package).Emit(image).Success.ShouldBeTrue();
        image.Position = 0;
        var generated = new AssemblyLoadContext(package, isCollectible: true).LoadFromStream(image);

        var (ours, theirs) = (ConstantsOf(generated), ConstantsOf(official.Assembly));

        ours.Count.ShouldBeGreaterThanOrEqualTo(Math.Min(1, theirs.Count));
        output.WriteLine($"{package}: {ours.Count} enumeration values");
        ours.Where(constant => theirs.GetValueOrDefault(constant.Key) != constant.Value).ShouldBeEmpty();
    }

    private static void Compare(List<string> found, List<string> known)
    {
        string.Join('\n', found.Except(known)).ShouldBeEmpty("review these: they are not listed");
        string.Join('\n', known.Except(found)).ShouldBeEmpty("these are listed and no longer found: take them out");
    }

    private static bool IsOf(Type client, string signature) => signature.Contains(client.Namespace + ".", StringComparison.Ordinal);

    private static CSharpCompilation Compile(string package) => Compiled.GetOrAdd(package, CompileOnce);

    private static CSharpCompilation CompileOnce(string package)
    {
        var json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Models", package + ".awsmodel.json"));
        var (client, said) = GeneratedClient.Of(package, json);
        said.ShouldBeEmpty();
        client.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
        return client;
    }

    private static IAssemblySymbol Official(Assembly assembly)
    {
        var reference = MetadataReference.CreateFromFile(assembly.Location);
        var compilation = CSharpCompilation.Create("Official", references: [.. GeneratedClient.References, reference]);
        return (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!;
    }

    private static Dictionary<string, string?> ConstantsOf(Assembly assembly) => assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(ConstantClass)))
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .ToDictionary(field => $"{field.DeclaringType}.{field.Name}", field => field.GetValue(null)?.ToString());
}
