using System.Collections.Immutable;
using Amazon.IdentityManagement;
using Amazon.Organizations;
using Amazon.Organizations.Model;
using Amazon.Runtime;
using IncidentResponder.Core;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Aws.Decide;

/// <summary>
/// Reads what the target's account is. Only the organization's management account and its delegated administrators may ask for the
/// units; anywhere else they are unknown, and so is whatever AWS refuses.
/// </summary>
/// <param name="iam">The client for the alias, in the account itself.</param>
/// <param name="organizations">The client for the units.</param>
public sealed class AccountReading(IAmazonIdentityManagementService iam, IAmazonOrganizations organizations)
{
    // Organizations nests units five deep; whatever answers more is not believed.
    private const int Deepest = 10;

    /// <summary>What it reads in the account itself.</summary>
    public static ImmutableSortedSet<string> Permissions { get; } = ["iam:ListAccountAliases"];

    /// <summary>The facts with those of the account added.</summary>
    public async Task<TargetFacts> AddAsync(TargetFacts facts, AccountId account, CancellationToken cancel)
    {
        var unknown = facts.Unknown.ToBuilder();
        var summary = facts.Summary.ToBuilder();
        var alias = await ReadAsync(SubjectPaths.Alias, "The account's alias", () => AliasAsync(cancel)).ConfigureAwait(false);
        var unit = await ReadAsync(SubjectPaths.Unit, "The account's place in its organization", () => UnitAsync(account, cancel)).ConfigureAwait(false);
        return facts with { Account = new() { Alias = alias, Unit = unit }, Unknown = unknown.ToImmutable(), Summary = summary.ToImmutable() };

        async Task<string?> ReadAsync(string path, string what, Func<Task<string?>> read)
        {
            try
            {
                return await read().ConfigureAwait(false);
            }
            catch (Exception refused) when (refused is AmazonServiceException or HttpRequestException)
            {
                unknown.Add(path);
                summary.Add($"{what} could not be read: {(refused as AmazonServiceException)?.ErrorCode ?? "no answer"}.");
                return null;
            }
        }
    }

    private async Task<string?> AliasAsync(CancellationToken cancel) =>
        (await iam.ListAccountAliasesAsync(new(), cancel).ConfigureAwait(false)).AccountAliases?.FirstOrDefault();

    private async Task<string?> UnitAsync(AccountId account, CancellationToken cancel)
    {
        List<string> path = [];
        for (var child = account.Value; path.Count < Deepest;)
        {
            var answer = await organizations.ListParentsAsync(new ListParentsRequest { ChildId = child }, cancel).ConfigureAwait(false);
            if (answer.Parents?.FirstOrDefault() is not { } parent)
                break;

            path.Insert(0, parent.Id);
            if (parent.Type == ParentType.ROOT)
                return string.Join('/', path);

            child = parent.Id;
        }

        throw new AmazonOrganizationsException($"The parents of account {account} do not end in a root.") { ErrorCode = "NoRoot" };
    }
}
