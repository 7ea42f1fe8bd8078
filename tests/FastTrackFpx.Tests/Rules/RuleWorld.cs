namespace FastTrackFpx.Tests.Rules;

/// <summary>One sandbox for all broken rules: none of them changes it.</summary>
public sealed class RuleWorld : WriteBench
{
    private IReadOnlyList<FpxReferral> _referrals = [];
    private string _before = string.Empty;
    private Guid _seatTenant;
    private string _seatService = string.Empty;

    public new PowerShellSession Session => base.Session;
    public new Guid Tenant { get; private set; }
    public FpxContact Contact { get; private set; } = null!;
    public FpxReferral Undecided => _referrals.First(referral => referral.Acceptance is null);
    public FpxReferral Pending => InState("Pending");
    public FpxReferral Accepted => InState("Accepted");
    public FpxReferral Declined => InState("Declined");
    public string AnyReason { get; private set; } = string.Empty;
    public string AnyValue { get; private set; } = string.Empty;

    /// <summary>Every valid combination of statuses of the service that the cases use.</summary>
    public IReadOnlyList<FpxStatusCombination> Combinations { get; private set; } = [];

    public long SeatTotal { get; private set; }
    public int WritesSeen => WriteCalls.Count;
    public FpxChange LastChange => Journal[0];

    protected override void Adjust(SandboxOptions options)
    {
        options.Tenants = 24;
        options.RequestsPerMinute = 0;
    }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Connect(Session);
        Tenant = base.Tenant;
        FpxEntitlement any = Seats(2)[0];
        (_seatTenant, _seatService) = (any.TenantId, any.ServiceId!);
        SeatTotal = Records().Sum(record => record.EntitlementCount);
        Combinations = Session.Run($"Get-FpxEntitlementStatus -Combination -Service {_seatService}").Succeeded().Values<FpxStatusCombination>();
        _referrals = Session.Run("Get-FpxReferral -IncludeDeclined").Succeeded().Values<FpxReferral>();
        AnyReason = Session.Run("Get-FpxReferralDeclineReason").Succeeded().Values<FpxReferralDeclineReason>()[0].Name!;
        AnyValue = Session.Run("Get-FpxReferralServiceValue").Succeeded().Values<FpxReferralServiceValue>()[0].Name!;
        Contact = NewContact();

        // The first change of a contact teaches the connection that the service wants all required fields.
        Contact = SetContact(("Title", "Director"), ("PassThru", true)).RunIn(Session).Succeeded().Values<FpxContact>().Single();
        _before = Service.Export();
    }

    public IReadOnlyList<FpxEntitlement> Records() => Read(_seatTenant, _seatService);

    /// <summary>A record of the service that there is not yet.</summary>
    public FpxEntitlement NewRecord(FpxLookup? l1, long count) => new() { TenantId = _seatTenant, ServiceId = _seatService, L1 = l1, EntitlementCount = count };

    public Attempt SetStatus(params (string Status, object Value)[] table) =>
        Attempt.Of("Set-FpxEntitlement", ("TenantId", _seatTenant), ("Service", _seatService), ("Status", Table(table)));

    public Attempt Move(string from, string to, long count) =>
        Attempt.Of("Move-FpxEntitlementSeat", ("TenantId", _seatTenant), ("Service", _seatService), ("From", from), ("To", to), ("Count", count));

    public static Hashtable Table(params (string Key, object Value)[] pairs)
    {
        var table = new Hashtable();
        foreach ((string key, object value) in pairs) table[key] = value;
        return table;
    }

    /// <summary>A new contact whose fields are all in order, but for those that are named.</summary>
    public Attempt NewContactWith(params (string Name, object? Value)[] others) => Attempt.Of(
        "New-FpxContact",
        [.. Fields(Tenant, "Ada").Where(field => others.All(other => other.Name != field.Name)).Concat(others).Select(field => ((string?)field.Name, field.Value))]);

    public Attempt NewContactWithout(string field) => NewContactWith() is var all ? all with { Parameters = [.. all.Parameters.Where(parameter => parameter.Name != field)] } : null!;

    public Attempt SetContact(params (string? Name, object? Value)[] fields) =>
        Attempt.Of("Set-FpxContact", [("TenantId", Contact.TenantId), ("ContactId", Contact.ContactId), .. fields]);

    public Attempt NewNote(string parameter, string value, string category = "1") => Attempt.Of("New-FpxNote", ("TenantId", Tenant), (parameter, value), ("NoteCategory", category));

    public string FileOf(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A referral's change as only the service's own fields can say it.</summary>
    public static Attempt Raw(FpxReferral referral, string body) =>
        Attempt.Of("Invoke-FpxRequest", ("Path", $"partnerReferrals/{referral.PartnerReferralId}"), ("Method", "Patch"), ("Body", body));

    public string IdOf(string cmdlet, string name) => Session.Run($"& {cmdlet} -Name {name}").Succeeded().Values<FpxLookup>().Single().Id!;

    public void RequireUntouched() => Assert.Equal(_before, Service.Export());

    private FpxReferral InState(string acceptance) => _referrals.First(referral => referral.Acceptance?.Name == acceptance);
}
