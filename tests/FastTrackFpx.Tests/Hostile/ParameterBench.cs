namespace FastTrackFpx.Tests.Hostile;

/// <summary>Runs every cmdlet with one parameter under test and valid values for the mandatory ones.</summary>
public abstract class ParameterBench : WriteBench
{
    private Dictionary<string, object?>? _sane;

    protected override void Adjust(SandboxOptions options) => options.RequestsPerMinute = 0;

    /// <summary>What else the cmdlet wants: of the parameter's first set, the mandatory ones, with values that are right.</summary>
    private protected IEnumerable<(string? Name, object? Value)> Others(CmdletType cmdlet, CmdletParameter parameter)
    {
        string set = parameter.Sets[0].ParameterSetName;
        if (set == ParameterAttribute.AllParameterSets) set = cmdlet.Attribute.DefaultParameterSetName ?? set;
        IEnumerable<CmdletParameter> others = cmdlet.Parameters.Where(other => other.Name != parameter.Name
            && other.Sets.Any(one => one.Mandatory && (one.ParameterSetName == set || one.ParameterSetName == ParameterAttribute.AllParameterSets)));
        foreach (CmdletParameter other in others) yield return (other.Name, Sane.GetValueOrDefault(other.Name, "1"));
        if (cmdlet.Attribute.SupportsShouldProcess) yield return ("Confirm", false);
        if (cmdlet.Name == "Invoke-FpxRequest" && parameter.Name == "Body") yield return ("Method", "Post");
        if (cmdlet.Name == "Connect-FpxService" && parameter.Name is not ("SandboxPath" or "BaseUri" or "Environment")) yield return ("SandboxPath", Service.StateFolder);
    }

    /// <summary>A value that is right for each parameter that may be mandatory.</summary>
    private Dictionary<string, object?> Sane => _sane ??= ReadSane();

    private Dictionary<string, object?> ReadSane()
    {
        FpxContact contact = NewContact();
        IReadOnlyList<FpxEntitlement> seats = Seats(2);
        FpxReferral referral = Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>()[0];
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["TenantId"] = seats[0].TenantId, ["ContactId"] = contact.ContactId, ["ReferralId"] = referral.ReferralId, ["PartnerReferralId"] = referral.PartnerReferralId,
            ["Service"] = seats[0].ServiceId, ["From"] = seats[0].L1!.Name, ["To"] = seats[1].L1!.Name, ["Count"] = 1L, ["Status"] = new Hashtable { [seats[0].L1!.Name!] = 1 },
            ["Text"] = "text", ["Path"] = "timeZones", ["Name"] = "Ada", ["DeclineReason"] = "No Capacity", ["Job"] = "Contact", ["TenantCount"] = 1,
            ["CertificatePath"] = Service.Certificates.ClientCertificatePath, ["CertificateBase64"] = "none".Secure(), ["Email"] = "ada@example.com",
            ["InputObject"] = contact,
        };
    }
}
