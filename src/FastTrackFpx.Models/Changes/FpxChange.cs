namespace FastTrackFpx;

/// <summary>What is known of a write.</summary>
public enum FpxChangeOutcome
{
    /// <summary>On its way: the process that sends it is still running.</summary>
    Pending,
    /// <summary>Carried out.</summary>
    Done,
    /// <summary>Not carried out.</summary>
    Failed,
    /// <summary>Cut off half-way. <c>Resolve-FpxChange</c> reads from the service what became of it.</summary>
    Unknown,
}

/// <summary>What a write does, and to what.</summary>
public enum FpxChangeKind
{
    /// <summary>A request of <c>Invoke-FpxRequest</c>.</summary>
    Request,
    /// <summary>The status records of a tenant's service are set.</summary>
    EntitlementSet,
    /// <summary>A contact is made.</summary>
    ContactNew,
    /// <summary>A contact is changed.</summary>
    ContactSet,
    /// <summary>A contact is removed.</summary>
    ContactRemove,
    /// <summary>A note is written.</summary>
    NoteNew,
    /// <summary>A referral is accepted.</summary>
    ReferralApprove,
    /// <summary>A referral is declined.</summary>
    ReferralDeny,
    /// <summary>An accepted referral is changed.</summary>
    ReferralSet,
    /// <summary>A write to another service than FPX.</summary>
    Other,
}

/// <summary>A write as the local journal has it.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxChange
{
    /// <summary>The entry's id.</summary>
    public Guid ChangeId { get; set; }
    /// <summary>When the write was about to be sent.</summary>
    public DateTimeOffset Time { get; set; }
    /// <summary>When its outcome was known.</summary>
    public DateTimeOffset? Settled { get; set; }
    /// <summary>What became of it.</summary>
    public FpxChangeOutcome Outcome { get; set; }
    /// <summary>What the write does.</summary>
    public FpxChangeKind Kind { get; set; }
    /// <summary>The cmdlet that asked for it.</summary>
    public string? Cmdlet { get; set; }
    /// <summary>What the changes of one prompt line or script have in common, so that they can be undone together.</summary>
    public Guid? RunId { get; set; }
    /// <summary>The service that was changed: FPX, or the name of another one.</summary>
    public string? Service { get; set; }
    /// <summary>The connection's name.</summary>
    public string? ConnectionName { get; set; }
    /// <summary>The service's address.</summary>
    public Uri? BaseUri { get; set; }
    /// <summary>The tenant that is changed.</summary>
    public Guid? TenantId { get; set; }
    /// <summary>The service whose seats are changed.</summary>
    public string? ServiceId { get; set; }
    /// <summary>The contact that is changed or was made.</summary>
    public Guid? ContactId { get; set; }
    /// <summary>The referral that is changed.</summary>
    public Guid? PartnerReferralId { get; set; }
    /// <summary>What changes, old to new, in one line.</summary>
    public string? Summary { get; set; }
    /// <summary>The state before, as far as it was known.</summary>
    public FpxChangeState? Before { get; set; }
    /// <summary>The state after: what was meant until the outcome is Done, then what the service returned.</summary>
    public FpxChangeState? After { get; set; }
    /// <summary>Why it failed or is not known.</summary>
    public string? Error { get; set; }
    /// <summary>The service's id for the request, if the response has one.</summary>
    public string? CorrelationId { get; set; }
    /// <summary>The change that this one took back.</summary>
    public Guid? Undoes { get; set; }
    /// <summary>The change that took this one back.</summary>
    public Guid? UndoneBy { get; set; }

    /// <summary>Time and summary.</summary>
    public override string ToString() => $"{Time:u} {Outcome}: {Summary}";
}

/// <summary>A record, or the records of a service, as they were before or after a change. One property is set.</summary>
public class FpxChangeState
{
    /// <summary>All status records of a tenant's service.</summary>
    public FpxList<FpxEntitlement>? Entitlements { get; set; }
    /// <summary>A contact.</summary>
    public FpxContact? Contact { get; set; }
    /// <summary>A note.</summary>
    public FpxNote? Note { get; set; }
    /// <summary>A referral.</summary>
    public FpxReferral? Referral { get; set; }
    /// <summary>The record of another service than FPX, as JSON.</summary>
    public string? Json { get; set; }

    /// <summary>The record.</summary>
    public override string ToString() =>
        Contact?.ToString() ?? Note?.ToString() ?? Referral?.ToString() ?? Entitlements?.ToString() ?? Json ?? string.Empty;
}
