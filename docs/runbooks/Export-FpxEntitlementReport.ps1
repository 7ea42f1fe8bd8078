<#
.SYNOPSIS
    Writes a CSV file with the seat status of every tenant, a night's work that can be cut off and taken up again.
.DESCRIPTION
    Tenants are read in portions. Each portion becomes a file of its own, complete or not there at all; what is there is not read again. A run that
    comes near its time limit ends in order, and the next one of the same day goes on where it stopped. When all portions are there they become one
    file. A tenant that cannot be read costs a line in the errors file and nothing else.

    Azure Automation ends a job after three hours and starts it anew with an empty disk: let -Path be a share, or run on a hybrid worker.
.PARAMETER CertificateFrom
    Where the client certificate is: an asset of Azure Automation, a Key Vault (after Connect-AzAccount -Identity), a vault of SecretManagement, or a
    certificate store. Sandbox practises on this machine.
.PARAMETER CertificateName
    The name of the asset or secret, or the thumbprint in the store.
.PARAMETER VaultName
    The Key Vault.
.PARAMETER Path
    The folder for the report. It has to outlive the run.
.PARAMETER WithoutService
    Leaves out which service a record belongs to. The service tells that of one tenant and service at a time alone, which is a call for each; without it
    25 tenants are one call.
.PARAMETER MinutesAllowed
    After so many minutes no new portion is begun. 150 leaves room within the three hours of Azure Automation.
.PARAMETER Portion
    Tenants in a portion: what a run that is cut off has to read again at most.
.OUTPUTS
    One object: tenants and records so far, failures, whether the report is complete, and its path.
.EXAMPLE
    ./Export-FpxEntitlementReport.ps1 -CertificateFrom KeyVault -VaultName partner-vault -CertificateName fpx -Path Z:\reports
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [ValidateSet('Automation', 'KeyVault', 'SecretManagement', 'Store', 'Sandbox')]
    [string] $CertificateFrom = 'Automation',

    [string] $CertificateName = 'Fpx',

    [string] $VaultName,

    [switch] $WithoutService,

    [ValidateRange(1, 10080)]
    [int] $MinutesAllowed = 150,

    [ValidateRange(1, 5000)]
    [int] $Portion = 100
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$day = [datetime]::UtcNow.ToString('yyyyMMdd')
$report = Join-Path -Path $Path -ChildPath "entitlements-$day.csv"
$parts = Join-Path -Path $Path -ChildPath "entitlements-$day.parts"

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

function Write-Part {
    # Under another name first: a file with the right name is a whole one.
    param([object[]] $Record, [string] $File)

    $rows = @($Record | Select-Object -Property TenantId, ServiceId, ServiceName,
        @{ Name = 'L1'; Expression = { $_.L1.Name } }, @{ Name = 'L2'; Expression = { $_.L2.Name } }, @{ Name = 'L3'; Expression = { $_.L3.Name } },
        EntitlementCount, TargetDate, Owner, NextActionDate)
    # Dates and numbers are to look the same whatever the machine's language.
    foreach ($row in $rows) {
        foreach ($name in 'TargetDate', 'NextActionDate') { if ($row.$name) { $row.$name = $row.$name.ToString('yyyy-MM-dd') } }
    }
    $rows | Export-Csv -LiteralPath "$File.new" -NoTypeInformation -Encoding UTF8
    if ($rows.Count -eq 0) { $null = New-Item -Path "$File.new" -ItemType File -Force }
    Move-Item -LiteralPath "$File.new" -Destination $File -Force
}

if (Test-Path -LiteralPath $report) {
    return [pscustomobject]@{ Tenants = 0; Records = 0; Failed = 0; Complete = $true; Path = $report }
}
$null = New-Item -Path $parts -ItemType Directory -Force
$connection = Connect-Fpx
try {
    # The list of the day's first run holds for all of them: portions have to stay the same.
    $listFile = Join-Path -Path $parts -ChildPath 'tenants.txt'
    if (-not (Test-Path -LiteralPath $listFile)) {
        $list = @(Get-FpxTenant | ForEach-Object { "$($_.TenantId)" } | Sort-Object)
        Set-Content -LiteralPath "$listFile.new" -Value $list
        Move-Item -LiteralPath "$listFile.new" -Destination $listFile
    }
    $ids = @(Get-Content -LiteralPath $listFile)
    $failures = Join-Path -Path $parts -ChildPath 'errors.csv'
    $isComplete = $true
    for ($start = 0; $start -lt $ids.Count; $start += $Portion) {
        $file = Join-Path -Path $parts -ChildPath ('part-{0:d6}.csv' -f $start)
        if (Test-Path -LiteralPath $file) { continue }
        if ($clock.Elapsed.TotalMinutes -ge $MinutesAllowed) { $isComplete = $false; break }

        $end = [math]::Min($start + $Portion, $ids.Count) - 1
        $problems = $null
        $records = @($ids[$start..$end] | Get-FpxEntitlement -ResolveService:(-not $WithoutService) -ErrorAction SilentlyContinue -ErrorVariable problems)
        Write-Part -Record $records -File $file
        foreach ($problem in @($problems)) {
            if ($null -eq $problem) { continue }
            [pscustomobject]@{ TenantId = "$($problem.TargetObject)"; Error = ($problem.FullyQualifiedErrorId -split ',')[0]; Message = "$problem" } |
                Export-Csv -LiteralPath $failures -NoTypeInformation -Append -Encoding UTF8
        }
        Write-Verbose -Message ('{0} of {1} tenants, {2:n0} minutes.' -f ($end + 1), $ids.Count, $clock.Elapsed.TotalMinutes)
    }

    $rows = @(Get-ChildItem -LiteralPath $parts -Filter 'part-*.csv' | Sort-Object -Property Name | ForEach-Object { Import-Csv -LiteralPath $_.FullName })
    $failed = if (Test-Path -LiteralPath $failures) { @(Import-Csv -LiteralPath $failures).Count } else { 0 }
    if ($isComplete) {
        $rows | Export-Csv -LiteralPath "$report.new" -NoTypeInformation -Encoding UTF8
        if ($failed -gt 0) { Copy-Item -LiteralPath $failures -Destination (Join-Path -Path $Path -ChildPath "entitlements-$day-errors.csv") }
        Move-Item -LiteralPath "$report.new" -Destination $report
        Remove-Item -LiteralPath $parts -Recurse
    }
    [pscustomobject]@{ Tenants = $ids.Count; Records = $rows.Count; Failed = $failed; Complete = $isComplete; Path = $report }
}
finally {
    # Only this script's own: other jobs may share the process, and a caller may have a connection too.
    $connection | Disconnect-FpxService -WhatIf:$false -Confirm:$false
}
