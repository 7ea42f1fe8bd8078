namespace FastTrackFpx.AppDirect.Tests.Binding;

/// <summary>Input in many forms and cultures, a line each: the culture, a script, and a part of the request that it sends. "!" is an error and no request.</summary>
public sealed class VariantTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private static readonly (string Culture, string Script, string Outcome)[] Lines =
    [
        .. new[]
        {
            "Get-AppDirectCompany -Name $misspelt", "Get-AppDirectCompany -CompanyId ''", "Get-AppDirectCompany -ExternalId @()", "Get-AppDirectCompany -From $misspelt", "Get-AppDirectInvoice -Status @('')", "Get-AppDirectUser -Email ' '",
            "Get-AppDirectOrder -CompanyId @($null)", "Get-AppDirectSubscription -Status $misspelt", "Get-AppDirectLead -SearchText $misspelt", "Get-AppDirectEvent -Type ''", "$null | Get-AppDirectCompany",
            "Remove-AppDirectLead -LeadId @() -Confirm:$false", "Remove-AppDirectDiscount $misspelt -Confirm:$false", "$null | Remove-AppDirectLead -Confirm:$false", "Set-AppDirectCompany -CompanyId $misspelt -Name x", "Remove-AppDirectMembership -CompanyId c -UserId $misspelt -Confirm:$false",
        }.Select(script => ("en-US", script, "!")),
        ("de-DE", "Get-AppDirectInvoice -From '1.4.2027'", "!"), ("en-US", "Get-AppDirectInvoice -To '12/31/2027'", "!"), ("th-TH", "Get-AppDirectOrder -From '31/3/2570'", "!"), ("fa-IR", "Get-AppDirectLead -From '۲۰۲۷-۰۳-۳۱'", "!"), ("en-US", "Get-AppDirectEvent -From 20270331", "!"),
        ("de-DE", "New-AppDirectPayment -InvoiceNumber 1 -Amount '1.000,50' -Confirm:$false", "!"), ("de-DE", "New-AppDirectPayment -InvoiceNumber 1 -Amount '1,5' -Confirm:$false", "!"), ("en-US", "New-AppDirectPayment -InvoiceNumber 1 -Amount '1,000' -Confirm:$false", "!"),
        ("en-US", "New-AppDirectDiscount -Code c -BillingCycle '5kb' -Confirm:$false", "!"), ("en-US", "New-AppDirectDiscount -Code c -MaxRedemption 1.5 -Confirm:$false", "!"), ("en-US", "New-AppDirectDiscount -Code c -AutoApply maybe -Confirm:$false", "!"), ("en-US", "New-AppDirectDiscount -Code c -StartDate '03/04/2027' -Confirm:$false", "!"),
        ("en-US", "Stop-AppDirectSubscription -SubscriptionId s -Wait -TimeoutSec 1.6 -Confirm:$false", "!"),
        ("en-US", "New-AppDirectDiscount -Code \"half $([char]0xD83D)\" -Confirm:$false", "!"), ("en-US", "Get-AppDirectCompany -Name \"a$([char]0)b\"", "!"),
        ("de-DE", "New-AppDirectPayment -InvoiceNumber 1 -Amount 1.5 -Confirm:$false", "\"amount\":1.5"), ("ar-SA", "New-AppDirectPayment -InvoiceNumber 1 -Amount 1234567.25 -Confirm:$false", "\"amount\":1234567.25"),
        ("fa-IR", "New-AppDirectDiscount -Code c -StartDate ([datetime]::SpecifyKind('2027-03-31', 'Utc')) -Confirm:$false", "1806451200000"), ("th-TH", "New-AppDirectDiscount -Code c -StartDate '2027-03-31T00:00:00Z' -Confirm:$false", "1806451200000"),
        ("tr-TR", "New-AppDirectDiscount -Code 'iİıI' -AutoApply 'YES' -Confirm:$false", "\"autoApply\":true"),
        ("tr-TR", "[pscustomobject]@{ COMPANYID = 'c-1' } | Get-AppDirectCompany", "/c-1"), ("en-US", "[pscustomobject]@{ CompanyId = 'c-1'; Name = 'By row' } | Set-AppDirectCompany -Name 'Typed' -Confirm:$false", "\"Typed\""),
        ("en-US", "class Row { [string]$CompanyId }; [Row]@{ CompanyId = 'c-2' } | Get-AppDirectCompany", "/c-2"), ("en-US", "$t = [System.Data.DataTable]::new(); $null = $t.Columns.Add('CompanyId'); $null = $t.Rows.Add('c-3'); $t.Rows | Get-AppDirectCompany", "/c-3"),
        ("en-US", "Get-AppDirectCompany -CompanyId c-4 | Select-Object CompanyId | ConvertTo-Csv | ConvertFrom-Csv | Get-AppDirectCompany", "/account/v2/companies/"),
    ];

    [Fact]
    public void Input_is_sent_as_it_is_meant_or_refused()
    {
        List<string> faults = [];
        foreach ((string culture, string script, string expected) in Lines)
        {
            module.Service.Forget();
            SessionResult result = module.Session.Script($"& {{ [cultureinfo]::CurrentCulture = '{culture}'; try {{ {script} }} finally {{ [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture }} }}");
            string sent = string.Join(' ', module.Service.Requests.Select(request => $"{request.Path}?{string.Join('&', request.Query)} {request.Body}"));
            string? error = result.AllErrors.Count == 0 ? null : result.AllErrors[0].ToString();
            if (expected == "!" ? error is null || sent.Length > 0 : error is not null || !sent.Contains(expected, StringComparison.Ordinal)) faults.Add($"[{culture}] {script}\n    expected {expected}\n    error    {error}\n    sent     {sent}");
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {Lines.Length}:\n{string.Join("\n", faults)}");
    }
}
