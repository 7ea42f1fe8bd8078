namespace FastTrackFpx.Tests.Incentives;

public sealed class GetStatementTests : SandboxBench
{
    [Theory, InlineData("YearPeriod"), InlineData("YearPeriodRange"), InlineData("Id")]
    public void A_period_is_asked_for_by_number_words_or_id(string property)
    {
        PSObject period = Session.Run("Get-FpxIncentivePeriod").Succeeded().Output[0]!;
        Session.Run($"Get-FpxIncentiveStatement -Period {Of(period, property)}").Succeeded();
        Assert.Equal($"?PaymentPeriodIds={Of(period, "Id")}", Service.Log.Entries[^1].Query);
    }

    [Fact]
    public void Payments_come_one_by_one_and_periods_from_the_pipeline_in_one_call()
    {
        Session.Run("Get-FpxIncentivePeriod | Get-FpxIncentiveStatement").Succeeded();
        Assert.Equal(1, Calls.Count(call => call == "GET incentives/Statements"));
        SessionResult statements = Session.Run("Get-FpxIncentiveStatement").Succeeded();
        SessionResult payments = Session.Run("Get-FpxIncentiveStatement -ExpandTransaction").Succeeded();
        Assert.All(payments.Output, payment => Assert.NotNull(Of(payment, "PartnerName")));
        Assert.All(payments.Output, payment => Assert.NotNull(Of(payment, "YearPeriod")));
        decimal paid = payments.Output.Sum(payment => (decimal)Of(payment, "PaymentUSD")!);
        Assert.Equal(statements.Output.Sum(statement => (decimal)Of(statement, "TotalPaidUSD")!), paid);
    }
}
