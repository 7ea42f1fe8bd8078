using System.Globalization;
using FastTrackFpx.Connection;

namespace FastTrackFpx.Incentives;

/// <summary>What is paid to this partner.</summary>
public sealed class IncentivesEndpoint
{
    /// <summary>About as many as an address can carry. Statements cannot be asked for in parts: their totals would be parts as well.</summary>
    private const int MostTenants = 150;

    private readonly FpxCaller _caller;

    internal IncentivesEndpoint(FpxCaller caller) => _caller = caller;

    /// <summary>Statements. <c>GET incentives/Statements</c>.</summary>
    /// <exception cref="InputException">More than 150 tenants are named.</exception>
    public async Task<IReadOnlyList<FpxIncentiveStatement>> GetStatementsAsync(IncentiveQuery query, CancellationToken cancellationToken)
    {
        if (query.TenantIds.Count > MostTenants)
        {
            string count = query.TenantIds.Count.ToString(CultureInfo.InvariantCulture);
            throw new InputException(
                FpxErrorCode.InvalidInput, $"{count} tenants are more than one call for statements can name; it can name {MostTenants}.", "TenantId",
                "Leave out the tenants, and pick theirs from the transactions.");
        }

        return await _caller.GetListAsync(
            "incentives/Statements",
            StatementReader.Read,
            cancellationToken,
            new QueryText().AddEach("PaymentPeriodIds", query.PaymentPeriodIds).AddEach("Tenants", query.TenantIds).AddEach("ProgramIds", query.ProgramIds).Pairs).ConfigureAwait(false);
    }

    /// <summary>The transactions of a statement, each with the statement's partner and period on it.</summary>
    public static IReadOnlyList<FpxIncentiveTransaction> Flatten(FpxIncentiveStatement statement)
    {
        List<FpxIncentiveTransaction> transactions = (statement.Transactions ?? []).ToList();
        foreach (FpxIncentiveTransaction transaction in transactions)
        {
            transaction.PartnerName = statement.PartnerName;
            transaction.ProgramMembershipId = statement.ProgramMembershipId;
            transaction.YearPeriod = statement.YearPeriod;
        }

        return transactions;
    }
}
