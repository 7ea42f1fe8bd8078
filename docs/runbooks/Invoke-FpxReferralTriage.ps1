<#
.SYNOPSIS
    Processes the referrals without a decision: accepts those that the partner always takes, declines those that it never takes, and lists the rest.
.DESCRIPTION
    A referral is accepted if all its workloads are in -AcceptWorkload, and declined if all are in -DeclineWorkload. Declining cannot be undone, so
    nothing is declined without both -DeclineWorkload and -DeclineReason. Referrals with a decision are left alone, so the script can run again at any
    time. Referrals that are older than -Days are marked as overdue.
.PARAMETER CertificateFrom
    Where the client certificate is: an asset of Azure Automation, a Key Vault (after Connect-AzAccount -Identity), a vault of SecretManagement, or a
    certificate store. Sandbox uses the sandbox on this machine.
.PARAMETER CertificateName
    The name of the asset or secret, or the thumbprint in the store.
.PARAMETER VaultName
    The name of the Key Vault.
.PARAMETER AcceptWorkload
    The names of workloads that the partner always takes.
.PARAMETER DeclineWorkload
    The names of workloads that the partner never takes.
.PARAMETER DeclineReason
    The reason for declining, one of those that Get-FpxReferralDeclineReason returns.
.PARAMETER Days
    The number of days after which a referral is overdue.
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
if ($DeclineWorkload.Count -gt 0 -and -not $DeclineReason) { throw '-DeclineWorkload requires -DeclineReason: a referral is never declined without a reason.' }

function Connect-Fpx {
    # Reads the certificate without a prompt and without writing it to disk. Every runbook contains this function, because each is uploaded alone and
    # cannot load another file, and a child runbook cannot return a connection.
    switch ($CertificateFrom) {
        'Automation' { Get-AutomationCertificate -Name $CertificateName | Connect-FpxService -PassThru }
        'KeyVault' { Connect-FpxService -CertificateBase64 (Get-AzKeyVaultSecret -VaultName $VaultName -Name $CertificateName).SecretValue -PassThru }
        'SecretManagement' { Connect-FpxService -CertificateBase64 (Get-Secret -Name $CertificateName) -PassThru }
        'Store' { Connect-FpxService -CertificateThumbprint $CertificateName -PassThru }
        'Sandbox' { Connect-FpxService -Environment Sandbox -PassThru }
    }
}

function Test-All {
    # Whether every workload is among the names. A referral without workloads needs a review.
    param([string[]] $Workload, [string[]] $Name)

    $Workload.Count -gt 0 -and @($Workload | Where-Object { $_ -notin $Name }).Count -eq 0
}

$connection = Connect-Fpx
try {
    # A referral without a decision has no acceptance, or one such as Pending. Declined referrals are not in the list.
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
    # Close only this script's connection: other jobs may share the process, and the caller may have a connection too.
    $connection | Disconnect-FpxService -WhatIf:$false -Confirm:$false
}
