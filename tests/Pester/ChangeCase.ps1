#Requires -Version 7.4
<#
.SYNOPSIS
    Runs changing cmdlets against the sandbox: with -WhatIf, with -Confirm and the answer No, with -Confirm and the answer Yes, and as they are.
.DESCRIPTION
    The answers come from standard input, one line each: N, then Y. What the host shows goes to standard output, framed by lines of marks, and after each run a line
    of JSON says what came of it: whether the change is there (by asking the service, not by what the cmdlet said), the writes in the sandbox's log,
    the journal's records, the objects put out, and the error's id.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [string[]] $Name,

    [ValidateSet('WhatIf', 'No', 'Yes', 'Plain')]
    [string[]] $Run = @('WhatIf', 'No', 'Yes')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
[cultureinfo]::CurrentCulture = 'en-US'
if (Get-Variable -Name PSStyle -ErrorAction SilentlyContinue) { $PSStyle.OutputRendering = 'PlainText' }
. (Join-Path -Path $PSScriptRoot -ChildPath 'SandboxControl.ps1')
Import-Module -Name (Join-Path -Path $ModulePath -ChildPath 'FastTrackFpx.psd1')
$connection = Connect-FpxService -Environment Sandbox -PassThru
# Cases that connect again must not become the default of the others.
$PSDefaultParameterValues['*-Fpx*:Connection'] = $connection

$tenant = (Get-FpxTenant -First 1).TenantId
$person = @{
    TenantId = $tenant; Name = 'Ada Example'; Email = 'ada@changes.example'; Title = 'IT lead'; ContactType = 'Customer'; CountryRegion = 'Germany'
    SurveyEligible = $true; SurveyLanguage = 'German'; Service = 'OneDrive'
}

function Get-Person {
    param([string] $Email)

    Get-FpxContact -TenantId $tenant | Where-Object -Property Email -EQ -Value $Email
}

function New-Person {
    param([string] $Email)

    $fields = $person.Clone()
    $fields.Email = $Email
    New-FpxContact @fields -Confirm:$false
}

function Get-Seat {
    param([string] $Status)

    (Get-FpxEntitlement -TenantId $tenant -Service 'Microsoft Teams' | Where-Object L1 -EQ $Status | Measure-Object -Property EntitlementCount -Sum).Sum
}

function Get-Decision {
    param([FastTrackFpx.FpxReferral] $Referral)

    "$((Get-FpxReferral -ShowDeclined | Where-Object -Property ReferralId -EQ -Value $Referral.ReferralId).Acceptance)"
}

# Before: once. Change: what is tried, with one of -WhatIf and -Confirm in $choice. Done: whether it has happened.
$cases = @{
    'Approve-FpxReferral'    = @{
        Before = { $referral = Get-FpxReferral | Where-Object { -not $_.Acceptance } | Select-Object -First 1 }
        Change = { $referral | Approve-FpxReferral @choice }
        Done   = { (Get-Decision -Referral $referral) -eq 'Accepted' }
    }
    'Deny-FpxReferral'       = @{
        Before = { $referral = Get-FpxReferral | Where-Object { -not $_.Acceptance } | Select-Object -First 1; $reason = (Get-FpxReferralDeclineReason)[0] }
        Change = { $referral | Deny-FpxReferral -DeclineReason $reason @choice }
        Done   = { (Get-Decision -Referral $referral) -eq 'Declined' }
    }
    'Disconnect-FpxService'  = @{
        Before = { Connect-FpxService -Environment Sandbox -Name other }
        Change = { Disconnect-FpxService -Connection other @choice }
        Done   = { 'other' -notin @(Get-FpxConnection).Name }
    }
    'Invoke-FpxRequest'      = @{
        Before = { $text = [guid]::NewGuid().ToString() }
        Change = { Invoke-FpxRequest -Method Post -Path "tenants/$tenant/notes" -Body @{ text = $text; noteCategoryId = 1 } @choice }
        Done   = { @(Get-FpxNote -TenantId $tenant | Where-Object -Property Text -EQ -Value $text).Count -eq 1 }
    }
    'Move-FpxEntitlementSeat' = @{
        Before = { $seats = Get-Seat -Status 'Blocked' }
        Change = { Move-FpxEntitlementSeat -TenantId $tenant -Service 'Microsoft Teams' -From 'In Progress' -To Blocked -Count 2 @choice }
        Done   = { (Get-Seat -Status 'Blocked') -eq $seats + 2 }
    }
    'New-FpxContact'         = @{
        Before = { }
        Change = { New-FpxContact @person @choice }
        Done   = { $null -ne (Get-Person -Email 'ada@changes.example') }
    }
    'New-FpxNote'            = @{
        Before = { $text = [guid]::NewGuid().ToString() }
        Change = { New-FpxNote -TenantId $tenant -Text $text -NoteCategory 1 @choice }
        Done   = { @(Get-FpxNote -TenantId $tenant | Where-Object -Property Text -EQ -Value $text).Count -eq 1 }
    }
    'Remove-FpxContact'      = @{
        Before = { $contact = New-Person -Email 'leaves@changes.example' }
        Change = { $contact | Remove-FpxContact @choice }
        Done   = { $null -eq (Get-Person -Email 'leaves@changes.example') }
    }
    'Resolve-FpxChange'      = @{
        Before = {
            # The answer is lost and cannot be read back: nobody knows whether the contact is there.
            $null = Get-FpxContact -TenantId $tenant
            $null = Invoke-SandboxControl -Method PUT -Path faults -Body @{ rules = @(
                    @{ method = 'POST'; faults = @(@{ kind = 'lostAnswer' }) }
                    @{ method = 'GET'; path = 'tenants/*/contacts'; faults = @(@{ kind = 'status'; status = 500 }) }
                )
            }
            $hasty = Connect-FpxService -Environment Sandbox -Name hasty -MaxRetryCount 0 -PassThru
            New-FpxContact @person -Connection $hasty -Confirm:$false -ErrorAction SilentlyContinue
            Disconnect-FpxService -Connection $hasty
            Invoke-SandboxControl -Method DELETE -Path faults
            $unknown = Get-FpxChange | Select-Object -First 1
        }
        Change = { $unknown | Resolve-FpxChange -Connection $connection @choice }
        Done   = { (Get-FpxChange | Where-Object -Property ChangeId -EQ -Value $unknown.ChangeId).Outcome -eq 'Done' }
    }
    'Set-FpxCertificate'     = @{
        Before = {
            $renewed = Connect-FpxService -Environment Sandbox -Name renewed -PassThru
            $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
                'CN=next', [System.Security.Cryptography.ECDsa]::Create(), [System.Security.Cryptography.HashAlgorithmName]::SHA256)
            $next = $request.CreateSelfSigned([datetimeoffset]::UtcNow.AddDays(-1), [datetimeoffset]::UtcNow.AddDays(119))
        }
        Change = { $next | Set-FpxCertificate -Connection $renewed -SkipCheck @choice }
        Done   = { $renewed.CertificateThumbprint -eq $next.Thumbprint }
    }
    'Set-FpxContact'         = @{
        Before = { $contact = New-Person -Email 'changes@changes.example' }
        Change = { $contact | Set-FpxContact -Title 'Head of IT' @choice }
        Done   = { (Get-Person -Email 'changes@changes.example').Title -eq 'Head of IT' }
    }
    'Set-FpxEntitlement'     = @{
        Before = { $records = @(Get-FpxEntitlement -TenantId $tenant -Service 'Microsoft Teams'); $records[0].Notes = 'Reviewed' }
        Change = { $records | Set-FpxEntitlement @choice }
        Done   = { 'Reviewed' -in @(Get-FpxEntitlement -TenantId $tenant -Service 'Microsoft Teams').Notes }
    }
    'Set-FpxReferral'        = @{
        Before = { $referral = Get-FpxReferral | Where-Object { "$($_.Acceptance)" -eq 'Accepted' -and "$($_.ReferralStatus)" -ne 'Closed' } | Select-Object -First 1 }
        Change = { $referral | Set-FpxReferral -ReferralStatus Closed @choice }
        Done   = { "$((Get-FpxReferral | Where-Object -Property ReferralId -EQ -Value $referral.ReferralId).ReferralStatus)" -eq 'Closed' }
    }
    'Undo-FpxChange'         = @{
        Before = { $contact = New-Person -Email 'returns@changes.example'; $null = $contact | Set-FpxContact -Title 'Elsewhere' -Confirm:$false; $change = Get-FpxChange | Select-Object -First 1 }
        Change = { $change | Undo-FpxChange @choice }
        Done   = { (Get-Person -Email 'returns@changes.example').Title -eq 'IT lead' }
    }
}

$output = @()
foreach ($cmdlet in $Name) {
    if (-not $cases.ContainsKey($cmdlet)) { continue }
    $case = $cases[$cmdlet]
    . $case.Before
    foreach ($one in $Run) {
        $choice = switch ($one) { 'WhatIf' { @{ WhatIf = $true } } 'Plain' { @{} } default { @{ Confirm = $true } } }
        $null = Invoke-SandboxControl -Method DELETE -Path log
        $journalBefore = @(Get-FpxChange).Count
        $facts = @{ Error = '' }
        $Host.UI.WriteLine("#### $cmdlet $one")
        try { $output = @(. $case.Change | Where-Object { $null -ne $_ }) }
        catch { $facts.Error = $_.FullyQualifiedErrorId }
        $facts += @{ Writes = @(Get-SandboxWrite); Output = $output.Count; Journal = @(Get-FpxChange).Count - $journalBefore; Done = [bool](. $case.Done) }
        $Host.UI.WriteLine()
        $Host.UI.WriteLine('#### ' + (ConvertTo-Json -InputObject $facts -Compress))
    }
}
$Host.UI.WriteLine('#### end')
