namespace FastTrackFpx.LongJump;

/// <summary>A tenant of the platform. A property is null if the service returned no value, or if the field was not read.</summary>
public sealed class LongJumpTenant
{
    /// <summary>The tenant's id.</summary>
    [Field("id")]
    public string? TenantId { get; set; }
    /// <summary>The company.</summary>
    public string? Company { get; set; }
    /// <summary>The name of the tenant's record.</summary>
    public string? Name { get; set; }
    /// <summary>The mail address of the first user.</summary>
    public string? Email { get; set; }
    /// <summary>The given name of the first user.</summary>
    public string? FirstName { get; set; }
    /// <summary>The family name of the first user.</summary>
    public string? LastName { get; set; }
    /// <summary>The phone number.</summary>
    public string? Phone { get; set; }
    /// <summary>Street and number.</summary>
    public string? Street { get; set; }
    /// <summary>The city.</summary>
    public string? City { get; set; }
    /// <summary>The state or province.</summary>
    public string? State { get; set; }
    /// <summary>The postal code.</summary>
    public string? Zip { get; set; }
    /// <summary>The country.</summary>
    public string? Country { get; set; }
    /// <summary>How many users the tenant has.</summary>
    public int? NumberOfUsers { get; set; }
    /// <summary>How many users are expected.</summary>
    public int? EstimatedNumberOfUsers { get; set; }
    /// <summary>Space for documents, per user.</summary>
    public int? DocumentSpace { get; set; }
    /// <summary>Space for data, per user.</summary>
    public int? DataSpace { get; set; }
    /// <summary>The discount in percent.</summary>
    public decimal? Discount { get; set; }
    /// <summary>The class of the tenant.</summary>
    public string? Classification { get; set; }
    /// <summary>The code of the time zone.</summary>
    public string? TimeZone { get; set; }
    /// <summary>The format of dates, such as mm/dd/yyyy.</summary>
    public string? DateFormat { get; set; }
    /// <summary>The format of amounts.</summary>
    public string? CurrencyFormat { get; set; }
    /// <summary>True if the tenant is a managed service provider (MSP), which has tenants of its own.</summary>
    public bool? IsPartner { get; set; }
    /// <summary>The MSP that the tenant belongs to.</summary>
    public LongJumpLookup? Partner { get; set; }
    /// <summary>Another number of the partner. It is not a tenant's id.</summary>
    public string? PartnerId { get; set; }
    /// <summary>The ids of the packages that a tenant of an MSP gets.</summary>
    [Field("appList")]
    public string[]? AppList { get; set; }
    /// <summary>The plan.</summary>
    public LongJumpLookup? BaseSubscriberPlan { get; set; }
    /// <summary>The option of the plan.</summary>
    public LongJumpLookup? BaseSubscriberOption { get; set; }
    /// <summary>The plan for accessories.</summary>
    public LongJumpLookup? AccessoryPurchasePlan { get; set; }
    /// <summary>True if the first user gets a welcome mail.</summary>
    [Field("sendWelcomeEmail")]
    public bool? SendWelcomeEmail { get; set; }
    /// <summary>True if the first user must change the password at the first login.</summary>
    [Field("force_password_change_on_login", "force_password_to_be_changed")]
    public bool? ForcePasswordChangeOnLogin { get; set; }
    /// <summary>True if the tenant is free of charge.</summary>
    public bool? Free { get; set; }
    /// <summary>The kind of payment.</summary>
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
    public DateTimeOffset? StartDate { get; set; }
    /// <summary>When the record was changed last.</summary>
    [Field("date_modified")]
    public DateTimeOffset? Modified { get; set; }
    /// <summary>The number that the platform assigned.</summary>
    public long? Number { get; set; }
    /// <summary>The id of the object tenant, the same for all tenants.</summary>
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
    public string? TrialDays { get; set; }
    /// <summary>The trial account.</summary>
    public string? TrialAccount { get; set; }
    /// <summary>When the next bill is due.</summary>
    public string? NextBillingDate { get; set; }
    /// <summary>Blocks of licences.</summary>
    public string? LicenseBlocks { get; set; }
    /// <summary>The text that searches find.</summary>
    public string? SearchString { get; set; }
    /// <summary>The owners of workflows.</summary>
    public string? WorkflowOwners { get; set; }
    /// <summary>The state of the workflow.</summary>
    public string? WorkflowState { get; set; }
    /// <summary>The values as the service returned them, by its own names: what was edited since is what differs.</summary>
    internal IReadOnlyDictionary<string, string> Received { get; set; } = new Dictionary<string, string>();

    /// <summary>The company.</summary>
    public override string ToString() => Company ?? Name ?? TenantId ?? string.Empty;
}

/// <summary>Another record that a tenant refers to: its id, and the name to show.</summary>
public sealed class LongJumpLookup
{
    /// <summary>An empty reference.</summary>
    public LongJumpLookup() { }

    /// <summary>A reference by id.</summary>
    /// <param name="id">The id of the record.</param>
    public LongJumpLookup(string id) => Id = id;

    /// <summary>A reference by id.</summary>
    /// <param name="id">The id of the record.</param>
    public LongJumpLookup(long id) => Id = id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The id of the record.</summary>
    public string? Id { get; set; }
    /// <summary>The name to show.</summary>
    public string? DisplayValue { get; set; }
    /// <summary>The address of the record.</summary>
    public Uri? Uri { get; set; }
    /// <summary>The kind of reference, if the service says it.</summary>
    public string? Type { get; set; }

    /// <summary>The name to show, or the id.</summary>
    public override string ToString() => string.IsNullOrEmpty(DisplayValue) ? Id ?? string.Empty : DisplayValue!;
}
