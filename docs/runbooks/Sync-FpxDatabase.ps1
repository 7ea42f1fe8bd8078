<#
.SYNOPSIS
    Syncs all FPX data into a database, lists what changed, and writes a report.
.DESCRIPTION
    Schedule it hourly or nightly, in PowerShell 7. A run that is cut off continues in the next one. Several workers may run it for one PostgreSQL
    database at the same time; they share the work. Reads only.
.PARAMETER CertificateFrom
    Where the client certificate is: an asset of Azure Automation, a Key Vault (after Connect-AzAccount -Identity), a vault of SecretManagement, or a
    certificate store. Sandbox uses the sandbox on this machine.
.PARAMETER CertificateName
    The name of the asset or secret, or the thumbprint in the store.
.PARAMETER VaultName
    The name of the Key Vault.
.PARAMETER Path
    The SQLite file.
.PARAMETER ConnectionString
    The PostgreSQL database instead of a file. Keep the password in the environment variable PGPASSWORD.
.PARAMETER Data
    The data to read. Without it, all except the people assigned to tenants.
.PARAMETER ReportPath
    The HTML file of the report. Without it, no report is written.
.OUTPUTS
    One object for each table and kind of change, with the number of rows.
.EXAMPLE
    ./Sync-FpxDatabase.ps1 -CertificateFrom SecretManagement -CertificateName fpx -Path ./fpx.db -ReportPath ./report.html
#>
[CmdletBinding(DefaultParameterSetName = 'Path')]
param(
    [ValidateSet('Automation', 'KeyVault', 'SecretManagement', 'Store', 'Sandbox')]
    [string] $CertificateFrom = 'Automation',

    [string] $CertificateName = 'Fpx',

    [string] $VaultName,

    [Parameter(ParameterSetName = 'Path')]
    [string] $Path = './fpx.db',

    [Parameter(Mandatory, ParameterSetName = 'ConnectionString')]
    [string] $ConnectionString,

    [string[]] $Data,

    [string] $ReportPath
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

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

$target = if ($PSCmdlet.ParameterSetName -eq 'Path') { @{ Path = $Path } } else { @{ ConnectionString = $ConnectionString } }
$chosen = if ($Data) { @{ Data = $Data } } else { @{} }
$connection = Connect-Fpx
try {
    # A tenant that cannot be read is one error; the others are synced.
    Sync-FpxData @target @chosen -Connection $connection -ErrorAction Continue |
        Group-Object -Property Table, Kind -NoElement |
        ForEach-Object { [pscustomobject]@{ Table = $_.Values[0]; Change = "$($_.Values[1])"; Rows = $_.Count } }
    if ($ReportPath) { New-FpxReport -OutFile $ReportPath @target -Confirm:$false }
}
finally {
    # Close only this script's connection: other jobs may share the process, and the caller may have a connection too.
    $connection | Disconnect-FpxService -WhatIf:$false -Confirm:$false
}
