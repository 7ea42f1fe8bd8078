<#
.SYNOPSIS
    Writes a CSV file with the seat status of every tenant. A run that is interrupted can be continued.
.DESCRIPTION
    Tenants are read in portions. Each portion is written to a file of its own, which is complete or does not exist, and is not read again. A run that
    reaches its time limit ends normally, and the next run of the same day continues. When all portions exist, they are joined to one file. A tenant that
    cannot be read is a line in the errors file.

    Azure Automation ends a job after three hours and restarts it with an empty disk. Use a share for -Path, or run on a hybrid worker.
.PARAMETER CertificateFrom
    Where the client certificate is: an asset of Azure Automation, a Key Vault (after Connect-AzAccount -Identity), a vault of SecretManagement, or a
    certificate store. Sandbox uses the sandbox on this machine.
.PARAMETER CertificateName
    The name of the asset or secret, or the thumbprint in the store.
.PARAMETER VaultName
    The name of the Key Vault.
.PARAMETER Path
    The folder for the report. It must still exist after the run.
.PARAMETER Delimiter
    The character between the columns of the report. Spreadsheets in German and many other languages expect a semicolon.
.PARAMETER WithoutService
    Does not find the service of each record. FPX returns it only for one tenant and service at a time, which takes a request for each. Without it 25
    tenants take one request.
.PARAMETER MinutesAllowed
    The number of minutes after which no new portion is started. 150 fits into the three hours of Azure Automation.
.PARAMETER Portion
    The number of tenants in a portion. An interrupted run reads at most one portion again.
.OUTPUTS
    One object with the number of tenants, records and failures so far, whether the report is complete, and its path.
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

    [char] $Delimiter = ',',

    [switch] $WithoutService,

    [ValidateRange(1, 10080)]
    [int] $MinutesAllowed = 150,

    [ValidateRange(1, 5000)]
    [int] $Portion = 100
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$clock = [System.Diagnostics.Stopwatch]::StartNew()
# File names and dates in the file are the same in every culture: some have another calendar.
$invariant = [cultureinfo]::InvariantCulture
$day = [datetime]::UtcNow.ToString('yyyyMMdd', $invariant)
$report = Join-Path -Path $Path -ChildPath "entitlements-$day.csv"
$parts = Join-Path -Path $Path -ChildPath "entitlements-$day.parts"

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

function Write-Part {
    # Written under another name first, so that a file with the final name is complete.
    param([object[]] $Record, [string] $File)

    $rows = @($Record | Select-Object -Property TenantId, ServiceId, ServiceName,
        @{ Name = 'L1'; Expression = { $_.L1.Name } }, @{ Name = 'L2'; Expression = { $_.L2.Name } }, @{ Name = 'L3'; Expression = { $_.L3.Name } },
        EntitlementCount, TargetDate, Owner, NextActionDate)
    foreach ($row in $rows) {
        foreach ($name in 'TargetDate', 'NextActionDate') { if ($row.$name) { $row.$name = $row.$name.ToString('yyyy-MM-dd', $invariant) } }
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
    # All runs of a day use the list of the first one, so that the portions stay the same.
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
        Write-Verbose -Message ([string]::Format($invariant, '{0} of {1} tenants, {2:n0} minutes.', $end + 1, $ids.Count, $clock.Elapsed.TotalMinutes))
    }

    $rows = @(Get-ChildItem -LiteralPath $parts -Filter 'part-*.csv' | Sort-Object -Property Name | ForEach-Object { Import-Csv -LiteralPath $_.FullName })
    $failed = if (Test-Path -LiteralPath $failures) { @(Import-Csv -LiteralPath $failures).Count } else { 0 }
    if ($isComplete) {
        $rows | Export-Csv -LiteralPath "$report.new" -Delimiter $Delimiter -NoTypeInformation -Encoding UTF8
        if ($failed -gt 0) { Copy-Item -LiteralPath $failures -Destination (Join-Path -Path $Path -ChildPath "entitlements-$day-errors.csv") }
        Move-Item -LiteralPath "$report.new" -Destination $report
        Remove-Item -LiteralPath $parts -Recurse
    }
    [pscustomobject]@{ Tenants = $ids.Count; Records = $rows.Count; Failed = $failed; Complete = $isComplete; Path = $report }
}
finally {
    # Close only this script's connection: other jobs may share the process, and the caller may have a connection too.
    $connection | Disconnect-FpxService -WhatIf:$false -Confirm:$false
}
