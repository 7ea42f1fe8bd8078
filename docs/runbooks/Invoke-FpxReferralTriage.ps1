<#
.SYNOPSIS
    Goes through the referrals that wait for a decision: accepts what the partner always takes, declines what it never does, lists the rest.
.DESCRIPTION
    A referral is accepted when all its workloads are among -AcceptWorkload, and declined when all are among -DeclineWorkload. Declining cannot be
    undone, so nothing is declined unless both -DeclineWorkload and -DeclineReason are given. Decided referrals are not touched, so the script can be
    run again at any time. Those that nobody has decided for longer than -Days are marked as overdue.
.PARAMETER CertificateFrom
    Where the client certificate is: an asset of Azure Automation, a Key Vault (after Connect-AzAccount -Identity), a vault of SecretManagement, or a
    certificate store. Sandbox practises on this machine.
.PARAMETER CertificateName
    The name of the asset or secret, or the thumbprint in the store.
.PARAMETER VaultName
    The Key Vault.
.PARAMETER AcceptWorkload
    Names of workloads that are always taken.
.PARAMETER DeclineWorkload
    Names of workloads that never are.
.PARAMETER DeclineReason
    The reason, as Get-FpxReferralDeclineReason has it.
.PARAMETER Days
    After so many days a referral is overdue.
.OUTPUTS
    One object for each open referral: ReferralId, TenantName, Workloads, Age in days, Action (Accepted, Declined, Review, Failed;
    Planned with -WhatIf), IsOverdue, Message.
.EXAMPLE
    ./Invoke-FpxReferralTriage.ps1 -AcceptWorkload 'Microsoft Teams', 'Exchange Online' -CertificateFrom Store -CertificateName $thumbprint -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string[]] $AcceptWorkload = @(),

    [string[]] $DeclineWorkload = @(),

    [string] $DeclineReason,

    [ValidateRange(0, 3650)]
    [int] $Days = 5,

    [ValidateSet('Automation', 'KeyVault', 'SecretManagement', 'Store', 'Sandbox')]
    [string] $CertificateFrom = 'Automation',

    [string] $CertificateName = 'Fpx',

    [string] $VaultName
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
if ($DeclineWorkload.Count -gt 0 -and -not $DeclineReason) { throw '-DeclineWorkload needs -DeclineReason: a referral is never declined without one.' }

function Connect-Fpx {
    # The certificate from wherever this runs; nothing is asked, nothing is written to the disk. Each runbook has this function, word for word: it is
    # pasted into an account alone, where it can load no other file, and a child runbook could not hand over a connection.
    switch ($CertificateFrom) {
        'Automation' { Get-AutomationCertificate -Name $CertificateName | Connect-FpxService -PassThru }
        'KeyVault' { Connect-FpxService -CertificateBase64 (Get-AzKeyVaultSecret -VaultName $VaultName -Name $CertificateName).SecretValue -PassThru }
        'SecretManagement' { Connect-FpxService -CertificateBase64 (Get-Secret -Name $CertificateName) -PassThru }
        'Store' { Connect-FpxService -CertificateThumbprint $CertificateName -PassThru }
        'Sandbox' { Connect-FpxService -Environment Sandbox -PassThru }
    }
}

function Test-All {
    # Whether every workload is among the names; a referral that names none is for a person to look at.
    param([string[]] $Workload, [string[]] $Name)

    $Workload.Count -gt 0 -and @($Workload | Where-Object { $_ -notin $Name }).Count -eq 0
}

$connection = Connect-Fpx
try {
    # What waits has no acceptance, or one such as Pending; declined referrals are not in the list.
    foreach ($referral in Get-FpxReferral | Where-Object { "$($_.Acceptance)" -notmatch '^(accept|approve|decline|reject)' }) {
        $workloads = @($referral.Workloads | Where-Object { $_ } | ForEach-Object { $_.Name })
        $age = if ($referral.Created) { [int][math]::Floor(([datetimeoffset]::UtcNow - $referral.Created).TotalDays) } else { 0 }
        $result = [pscustomobject]@{
            ReferralId = $referral.ReferralId; TenantName = $referral.TenantName; Workloads = $workloads -join ', '
            Age = $age; Action = 'Review'; IsOverdue = $age -gt $Days; Message = ''
        }
        try {
            if (Test-All -Workload $workloads -Name $AcceptWorkload) {
                $null = $referral | Approve-FpxReferral -Confirm:$false
                $result.Action = if ($WhatIfPreference) { 'Planned' } else { 'Accepted' }
            }
            elseif (Test-All -Workload $workloads -Name $DeclineWorkload) {
                $null = $referral | Deny-FpxReferral -DeclineReason $DeclineReason -Confirm:$false
                $result.Action = if ($WhatIfPreference) { 'Planned' } else { 'Declined' }
            }
        }
        catch {
            $result.Action = 'Failed'
            $result.Message = "$_"
        }
        $result
    }
}
finally {
    # Only this script's own: other jobs may share the process, and a caller may have a connection too.
    $connection | Disconnect-FpxService -WhatIf:$false -Confirm:$false
}
