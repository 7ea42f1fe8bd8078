using System.Reflection;

namespace FastTrackFpx.Incentives;

internal sealed class IncentivesEndpoint(FpxClient client)
{
    /// <summary>About as many as an address can carry. Statements cannot be asked for in parts: their totals would be parts as well.</summary>
    private const int MostTenants = 150;

    private static readonly PropertyInfo[] Fields = typeof(FpxIncentiveTransaction).GetProperties();

    /// <summary>Statements. <c>GET incentives/Statements</c>.</summary>
    public async Task<IReadOnlyList<FpxIncentiveStatement>> GetStatementsAsync(IncentiveQuery query, CancellationToken cancellationToken)
    {
        if (query.TenantIds is { Count: > MostTenants } many)
        {
            throw new InputException(
                ErrorCode.InvalidInput,
                $"{Identifier.Of(many.Count)} tenants are too many for one request for statements: the maximum is {MostTenants}.",
                "TenantId",
                "Leave the tenants out, and filter the transactions by tenant.");
        }

        return await client.GetAsync(
            "incentives/Statements",
            Read,
            cancellationToken,
            ("PaymentPeriodIds", query.PaymentPeriodIds),
            ("Tenants", query.TenantIds),
            ("ProgramIds", query.ProgramIds)).ConfigureAwait(false);
    }

    /// <summary>The transactions of a statement, each with the statement's partner and period on it.</summary>
    public static IReadOnlyList<FpxIncentiveTransaction> Flatten(FpxIncentiveStatement statement)
    {
        FpxList<FpxIncentiveTransaction> transactions = statement.Transactions ?? [];
        foreach (FpxIncentiveTransaction transaction in transactions)
        {
            transaction.PartnerName = statement.PartnerName;
            transaction.ProgramMembershipId = statement.ProgramMembershipId;
            transaction.YearPeriod = statement.YearPeriod;
        }

        return transactions;
    }

    private static List<FpxIncentiveStatement> Read(RestResponse response)
    {
        List<FpxIncentiveStatement> statements = FpxJson.ReadList<FpxIncentiveStatement>(response);
        if (statements.SelectMany(statement => statement.Transactions ?? []).Any(transaction => transaction is { Milestone: null, PaymentUSD: null }))
            Complete(statements, FpxJson.ReadList<NestedStatement>(response));
        return statements;
    }

    private static void Complete(List<FpxIncentiveStatement> statements, List<NestedStatement> nested)
    {
        foreach ((FpxIncentiveStatement statement, NestedStatement inner) in statements.Zip(nested, static (one, other) => (one, other)))
        {
            foreach (var (transaction, fields) in (statement.Transactions ?? []).Zip(inner.Transactions ?? [], static (one, other) => (one, other)))
            {
                if (fields?.Workload is not { } workload) continue;
                foreach (PropertyInfo field in Fields.Where(field => field.GetValue(transaction) is null))
                    field.SetValue(transaction, field.GetValue(workload));
            }
        }
    }
}

/// <param name="PaymentPeriodIds">Ids of payment periods; null means the last three.</param>
/// <param name="TenantIds">Tenants; null means all.</param>
/// <param name="ProgramIds">Ids of programs; null means all.</param>
internal sealed record IncentiveQuery(
    IReadOnlyList<string>? PaymentPeriodIds = null, IReadOnlyList<Guid>? TenantIds = null, IReadOnlyList<string>? ProgramIds = null);
