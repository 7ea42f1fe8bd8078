namespace FastTrackFpx.Tests.Referrals;

public sealed class GetReferralTests : SandboxBench
{
    [Fact]
    public void Declined_referrals_come_only_when_asked_for_and_filters_go_to_the_service()
    {
        long[] without = Ids(Session.Run("Get-FpxReferral").Succeeded());
        long[] with = Ids(Session.Run("Get-FpxReferral -IncludeDeclined").Succeeded());
        Assert.NotEmpty(without);
        Assert.Empty(without.Except(with));
        Assert.True(with.Length > without.Length);
        Session.Run($"Get-FpxReferral -SearchTerm 'a b' -Source {new long[] { 1, 2 }} -SortColumn created -SortDirection Ascending").Succeeded();
        string query = Service.Log.Entries[^1].Query;
        Assert.All(["searchTerm=a%20b", "partnerReferralSourceIds=1", "partnerReferralSourceIds=2", "sortColumn=created", "sortDirection=Ascending"], part => Assert.Contains(part, query));
    }

    [Fact]
    public void Referrals_are_found_by_number_and_pipe_into_what_takes_a_tenant()
    {
        long known = Ids(Session.Run("Get-FpxReferral").Succeeded())[^1];
        SessionResult result = Session.Run($"Get-FpxReferral -ReferralId {new[] { known, 1L }}");
        Assert.Equal([known], Ids(Session.Run($"Get-FpxReferral {known}").Succeeded()));
        Assert.Equal([known], Ids(result));
        Assert.Equal(1L, ErrorRecordAssert.NonTerminating(result, "NotFound", ErrorCategory.ObjectNotFound).TargetObject);
        PSObject referral = Session.Run("Get-FpxReferral").Succeeded().Output.First(item => Of(item, "TenantId") is not null)!;
        PSObject tenant = Session.Run($"{referral} | Get-FpxTenant -Basic").Succeeded().Output.Single()!;
        Assert.Equal(Of(referral, "TenantId"), Of(tenant, "TenantId"));
    }

    private static long[] Ids(SessionResult result) => [.. All(result, "ReferralId").Cast<long>()];
}
