namespace FastTrackFpx.Tests.Parameters;

/// <summary>A proxy function has the types of a cmdlet's parameters and none of their attributes: what is ambiguous must not be read by PowerShell's rules there.</summary>
[Trait("Category", "Slow")]
public sealed class ProxyTests : WriteBench
{
    private const string Proxy = "param($name) Set-Item -Path \"function:global:Proxy-$name\" -Value ([scriptblock]::Create([System.Management.Automation.ProxyCommand]::Create([System.Management.Automation.CommandMetadata](Get-Command -Name $name))))";

    protected override void Adjust(SandboxOptions options) => options.Tenants = 24;

    [Fact]
    public void Every_cmdlet_can_be_wrapped()
    {
        foreach (CmdletType cmdlet in BuiltModule.All) Assert.Equal(cmdlet.Name, Assert.Single(Lines($"& {{ {Proxy} }} {cmdlet.Name}; (Get-Command -Name Proxy-{cmdlet.Name}).Name.Substring(6)")));
    }

    [Fact]
    public void Yes_and_no_are_taken_and_other_words_refused()
    {
        FpxContact contact = NewContact();
        Session["contact"] = contact;
        Wrap("New-FpxContact", "Set-FpxContact", "Set-FpxReferral");

        Assert.Equal(["True", "False", "True", "False", ""], Lines("""
            foreach ($answer in 'yes', 'NO', $true, 0, $null) { Proxy-Set-FpxContact $contact.ContactId -TenantId $contact.TenantId -IsEngaged $answer -PassThru | ForEach-Object { "$($_.IsEngaged)" } }
            """));
        Assert.Equal(["Ada True", "Bob False"], Lines($"""
            'TenantId,Name,Email,Title,SurveyEligible,CountryRegion,SurveyLanguage,ContactType,Service',
            '{contact.TenantId},Ada,a@example.com,T,yes,Germany,English,2,OneDrive;3',
            '{contact.TenantId},Bob,b@example.com,T,no,Germany,English,2,OneDrive' | ConvertFrom-Csv | Proxy-New-FpxContact | ForEach-Object {"{ \"$($_.Name) $($_.SurveyEligible)\" }"}
            """));
        foreach (string answer in new[] { "'ja'", "2", "(Get-Date)", "@('yes', 'no')" })
            Assert.Contains("neither true nor false", Assert.Single(Script($"Proxy-Set-FpxContact $contact.ContactId -IsEngaged {answer}").AllErrors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_not_rounded_or_misread()
    {
        Wrap("Get-FpxReferral", "Approve-FpxReferral", "Get-FpxContact", "Move-FpxEntitlementSeat");
        Session["id"] = Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>()[0].ReferralId;

        Assert.Equal(4, Lines("foreach ($number in $id, [double]$id, \"$id\", \" $id \") { (Proxy-Get-FpxReferral $number).ReferralId }").Length);
        foreach (string command in new[] { "Proxy-Get-FpxReferral {0}", "Proxy-Approve-FpxReferral -ReferralId {0}", "Proxy-Get-FpxContact x -ReferralId {0}", "Proxy-Move-FpxEntitlementSeat x y -From a -To b -Count {0}" })
        {
            foreach (string number in new[] { "5003.6", "'5003.6'", "'1.000'", "'5kb'", "'5,6'" })
            {
                string error = Assert.Single(Script(string.Format(command, number)).AllErrors).ToString();
                Assert.True(error.Contains("not a whole number", StringComparison.Ordinal), error);
            }
        }

        Assert.Empty(WriteCalls);
    }

    private void Wrap(params string[] names)
    {
        foreach (string name in names) Session.Script($"& {{ {Proxy} }} {name}").Succeeded();
    }
}
