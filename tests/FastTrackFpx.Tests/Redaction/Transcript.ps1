#Requires -Version 7.4
# A session with everything turned on, whose transcript a test searches. Secrets and personal values come by the environment, so that no line of
# this file holds one.
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [Parameter(Mandatory)] [string] $TranscriptPath
)
$VerbosePreference = 'Continue'
$DebugPreference = 'Continue'
$InformationPreference = 'Continue'
$null = Start-Transcript -Path $TranscriptPath
try {
    Import-Module -Name (Join-Path -Path $ModulePath -ChildPath FastTrackFpx.psd1) -Verbose:$false
    function Get-Canary([string] $Name) { [Environment]::GetEnvironmentVariable("FPX_CANARY_$Name") }
    function Get-CanarySecret([string] $Name) {
        $secret = [System.Security.SecureString]::new()
        foreach ($sign in (Get-Canary $Name).ToCharArray()) { $secret.AppendChar($sign) }
        $secret
    }
    $certificate = @{ CertificateBase64 = Get-CanarySecret PFX; CertificatePassword = Get-CanarySecret PASSWORD }
    $connection = Connect-FpxService -Environment Sandbox @certificate -TokenProvider { Get-Canary TOKEN } -PassThru
    $connection | Format-List -Property * -Force
    $connection | ConvertTo-Json -Depth 10

    $tenant = Get-FpxTenant -First 1
    $contact = @{
        TenantId = $tenant.TenantId; Name = Get-Canary NAME; Email = Get-Canary EMAIL; Title = Get-Canary TITLE; SurveyEligible = $true
        CountryRegion = 'Germany'; SurveyLanguage = 'English'; ContactType = 1; Service = 1
    }
    $made = New-FpxContact @contact -Confirm:$false
    $null = Set-FpxContact -TenantId $tenant.TenantId -ContactId $made.ContactId -Phone (Get-Canary PHONE) -Confirm:$false
    $null = Get-FpxContact -TenantId $tenant.TenantId
    $null = New-FpxNote -TenantId $tenant.TenantId -Text (Get-Canary NOTE) -NoteCategory 1 -Confirm:$false
    $null = Get-FpxNote -TenantId $tenant.TenantId
    $null = Get-FpxReferral -Search (Get-Canary NAME)

    # What goes wrong, and is written out in full.
    $wrong = @{ CertificateBase64 = Get-CanarySecret PFX; CertificatePassword = Get-CanarySecret WRONG }
    try { Connect-FpxService -Environment Sandbox @wrong -AccessToken (Get-CanarySecret TOKEN) } catch { "$_" }
    try { Connect-FpxService -Environment Sandbox -TokenProvider { Get-Canary TOKEN; Get-Canary TOKEN } } catch { "$_" }
    try { Invoke-FpxRequest -Path "tenants/$($tenant.TenantId)/contacts" -Method Post -Body @{ name = Get-Canary NAME; email = Get-Canary EMAIL } -Confirm:$false -ErrorAction Stop } catch { "$_" }
    $Error | Format-List -Property * -Force
    $Error.Exception | ForEach-Object { $_.ToString() }
    "errors: $($Error.Count)"
}
finally {
    $null = Stop-Transcript
}
