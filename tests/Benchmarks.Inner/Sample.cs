namespace FastTrackFpx.Benchmarks.Inner;

/// <summary>Records as the service writes them.</summary>
internal static class Sample
{
    internal const string Contact = """
        {"contactId":"37588907-735e-4538-aa72-0f4d5e6b7c81","tenantId":"11111111-2222-3333-4444-555555555555","name":"Ada Example","email":"ada@example.org",
        "phone":"+49 30 5550100","managerName":"Bo Example","managerEmail":"bo@example.org","title":"IT lead","isEngaged":true,"isFastTrackContact":false,
        "evidence":null,"surveyEligible":true,"approvedSurvey":null,"note":"Prefers mail.","created":"2025-03-04T05:06:07Z","createdBy":"A. Kessler",
        "modified":"2025-06-07T08:09:10Z","modifiedBy":"M. Adeyemi","timezone":{"id":"99999999-0000-0000-0000-000000000001","name":"W. Europe Standard Time"},
        "countryRegion":{"id":"99999999-0000-0000-0000-000000000002","name":"Germany"},"adminType":{"id":2,"name":"Global administrator"},
        "surveyLanguage":{"id":"99999999-0000-0000-0000-000000000003","name":"German"},"contactType":{"id":1,"name":"Customer"},
        "skillTypes":[{"id":1,"name":"Adoption"},{"id":3,"name":"Security"}],"services":[{"id":1,"name":"Exchange Online"}]}
        """;

    internal const string Entitlement = """
        {"serviceIntentId":"37588907-735e-4538-aa72-0f4d5e6b7c82","l1":{"id":"99999999-0000-0000-0000-000000000004","name":"In Progress"},
        "l2":{"id":"99999999-0000-0000-0000-000000000005","name":"Deploying"},"l3":null,"entitlementCount":250,"targetDate":"2026-01-31T00:00:00Z",
        "owner":"Ada Example","nextActionDate":null,"notes":"","tenantId":"11111111-2222-3333-4444-555555555555"}
        """;

    internal const string Tenant = """
        {"tenantId":"11111111-2222-3333-4444-555555555555","tpid":1000028,"name":"Maple Run Outfitters Inc.",
        "claimedWorkloads":[{"id":1,"name":"Exchange Online"},{"id":2,"name":"SharePoint Online"},{"id":3,"name":"Microsoft Teams"}]}
        """;

    internal const string Transaction = """
        {"mpnId":"6100234","recordId":"37588907-735e-4538-aa72-0f4d5e6b7c83","transactionId":"TX202501-000001-1",
        "tenantId":"11111111-2222-3333-4444-555555555555","tenantName":"Maple Run Outfitters Inc.","program":{"id":1,"name":"FastTrack Ready"},
        "workload":{"workloadId":7,"name":"Teams","program":{"id":1,"name":"FastTrack Ready"}},
        "milestone":"15% Usage","milestoneDate":"2025-03-04T00:00:00Z","atClaimUsage":12.5,"milestoneUsage":17.25,"payableGrowth":120,"previousPaymentUSD":0,
        "rateUSD":1.5,"paymentUSD":180.25,"paymentLocal":166.01,"localCurrency":"EUR","localCurrencySymbol":"€","disputeCaseNumber":null}
        """;
}
