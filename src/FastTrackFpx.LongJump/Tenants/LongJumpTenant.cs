using FastTrackFpx.LongJump.Tenants;

namespace FastTrackFpx.LongJump;

/// <summary>A tenant of the platform. A property is null if the service returned no value, or if the field was not read.</summary>
public sealed class LongJumpTenant
{
    /// <summary>The tenant's id.</summary>
    [Field("id")]
    public string? TenantId { get; set; }

    /// <summary>The company.</summary>
    [Field("company")]
    public string? Company { get; set; }

    /// <summary>The name of the tenant's record.</summary>
    [Field("name")]
    public string? Name { get; set; }

    /// <summary>The mail address of the first user.</summary>
    [Field("email")]
    public string? Email { get; set; }

    /// <summary>The given name of the first user.</summary>
    [Field("first_name")]
    public string? FirstName { get; set; }

    /// <summary>The family name of the first user.</summary>
    [Field("last_name")]
    public string? LastName { get; set; }

    /// <summary>The phone number.</summary>
    [Field("phone")]
    public string? Phone { get; set; }

    /// <summary>Street and number.</summary>
    [Field("street")]
    public string? Street { get; set; }

    /// <summary>The city.</summary>
    [Field("city")]
    public string? City { get; set; }

    /// <summary>The state or province.</summary>
    [Field("state")]
    public string? State { get; set; }

    /// <summary>The postal code.</summary>
    [Field("zip")]
    public string? Zip { get; set; }

    /// <summary>The country.</summary>
    [Field("country")]
    public string? Country { get; set; }

    /// <summary>How many users the tenant has.</summary>
    [Field("number_of_users")]
    public int? NumberOfUsers { get; set; }

    /// <summary>How many users are expected.</summary>
    [Field("estimated_number_of_users")]
    public int? EstimatedNumberOfUsers { get; set; }

    /// <summary>Space for documents, per user.</summary>
    [Field("document_space")]
    public int? DocumentSpace { get; set; }

    /// <summary>Space for data, per user.</summary>
    [Field("data_space")]
    public int? DataSpace { get; set; }

    /// <summary>The discount in percent.</summary>
    [Field("discount")]
    public decimal? Discount { get; set; }

    /// <summary>The class of the tenant.</summary>
    [Field("classification")]
    public string? Classification { get; set; }

    /// <summary>The code of the time zone.</summary>
    [Field("time_zone")]
    public string? TimeZone { get; set; }

    /// <summary>The format of dates, such as mm/dd/yyyy.</summary>
    [Field("date_format")]
    public string? DateFormat { get; set; }

    /// <summary>The format of amounts.</summary>
    [Field("currency_format")]
    public string? CurrencyFormat { get; set; }

    /// <summary>True if the tenant is a managed service provider (MSP), which has tenants of its own.</summary>
    [Field("is_partner")]
    public bool? IsPartner { get; set; }

    /// <summary>The MSP that the tenant belongs to.</summary>
    [Field("partner")]
    public LongJumpLookup? Partner { get; set; }

    /// <summary>Another number of the partner. It is not a tenant's id.</summary>
    [Field("partner_id")]
    public string? PartnerId { get; set; }

    /// <summary>The ids of the packages that a tenant of an MSP gets.</summary>
    [Field("appList")]
    public string[]? AppList { get; set; }

    /// <summary>The plan.</summary>
    [Field("base_subscriber_plan")]
    public LongJumpLookup? BaseSubscriberPlan { get; set; }

    /// <summary>The option of the plan.</summary>
    [Field("base_subscriber_option")]
    public LongJumpLookup? BaseSubscriberOption { get; set; }

    /// <summary>The plan for accessories.</summary>
    [Field("accessory_purchase_plan")]
    public LongJumpLookup? AccessoryPurchasePlan { get; set; }

    /// <summary>True if the first user gets a welcome mail.</summary>
    [Field("sendWelcomeEmail")]
    public bool? SendWelcomeEmail { get; set; }

    /// <summary>True if the first user must change the password at the first login.</summary>
    [Field("force_password_change_on_login", "force_password_to_be_changed")]
    public bool? ForcePasswordChangeOnLogin { get; set; }

    /// <summary>True if the tenant is free of charge.</summary>
    [Field("free")]
    public bool? Free { get; set; }

    /// <summary>The kind of payment.</summary>
    [Field("payment_type")]
    public string? PaymentType { get; set; }

    /// <summary>The user who created the tenant.</summary>
    [Field("created_id")]
    public LongJumpLookup? CreatedBy { get; set; }

    /// <summary>The owner of the record.</summary>
    [Field("owner_id")]
    public LongJumpLookup? Owner { get; set; }

    /// <summary>The user who changed the record last.</summary>
    [Field("modified_id")]
    public LongJumpLookup? ModifiedBy { get; set; }

    /// <summary>When the tenant was created.</summary>
    [Field("start_date")]
    public DateTimeOffset? StartDate { get; set; }

    /// <summary>When the record was changed last.</summary>
    [Field("date_modified")]
    public DateTimeOffset? Modified { get; set; }

    /// <summary>The number that the platform assigned.</summary>
    [Field("number")]
    public long? Number { get; set; }

    /// <summary>The id of the object tenant, the same for all tenants.</summary>
    [Field("object_id")]
    public string? ObjectId { get; set; }

    /// <summary>True if the tenant is gone.</summary>
    [Field("deleted")]
    public bool? IsDeleted { get; set; }

    /// <summary>True if the tenant is active.</summary>
    [Field("active")]
    public bool? IsActive { get; set; }

    /// <summary>True if the tenant is an MSP.</summary>
    [Field("msp")]
    public bool? IsMsp { get; set; }

    /// <summary>Days of trial.</summary>
    [Field("trial_days")]
    public string? TrialDays { get; set; }

    /// <summary>The trial account.</summary>
    [Field("trial_account")]
    public string? TrialAccount { get; set; }

    /// <summary>When the next bill is due.</summary>
    [Field("next_billing_date")]
    public string? NextBillingDate { get; set; }

    /// <summary>Blocks of licences.</summary>
    [Field("license_blocks")]
    public string? LicenseBlocks { get; set; }

    /// <summary>The text that searches find.</summary>
    [Field("search_string")]
    public string? SearchString { get; set; }

    /// <summary>The owners of workflows.</summary>
    [Field("workflow_owners")]
    public string? WorkflowOwners { get; set; }

    /// <summary>The state of the workflow.</summary>
    [Field("workflow_state")]
    public string? WorkflowState { get; set; }

    /// <summary>The values as the service returned them, by its own names: what was edited since is what differs.</summary>
    internal IReadOnlyDictionary<string, string> Received { get; set; } = new Dictionary<string, string>();

    /// <summary>The company.</summary>
    public override string ToString() => Company ?? Name ?? TenantId ?? string.Empty;
}
