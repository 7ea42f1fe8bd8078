<#
.SYNOPSIS
    Fails if the client certificate expires soon, or if the service does not accept it.
.DESCRIPTION
    Schedule it daily, with an alert on failed jobs. FPX certificates are valid for 120 days. One job that fails four weeks before the expiry costs less
    than all jobs failing on that day. Sends two requests and changes nothing.
.PARAMETER CertificateFrom
    Where the client certificate is: an asset of Azure Automation, a Key Vault (after Connect-AzAccount -Identity), a vault of SecretManagement, or a
    certificate store. Sandbox uses the sandbox on this machine.
.PARAMETER CertificateName
    The name of the asset or secret, or the thumbprint in the store.
.PARAMETER VaultName
    The name of the Key Vault.
.PARAMETER Days
    The number of days before the expiry at which the job fails.
.OUTPUTS
    One object: whether the service was reached and accepted the certificate, the days left, the latency and the clock difference.
.EXAMPLE
    ./Watch-FpxCertificate.ps1 -CertificateFrom SecretManagement -CertificateName fpx -Days 30
#>
[CmdletBinding()]
param(
    [ValidateSet('Automation', 'KeyVault', 'SecretManagement', 'Store', 'Sandbox')]
    [string] $CertificateFrom = 'Automation',

    [string] $CertificateName = 'Fpx',

    [string] $VaultName,

    [ValidateRange(1, 120)]
    [int] $Days = 28
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

# Connecting warns if the certificate expires soon; here that is the result instead.
$WarningPreference = 'SilentlyContinue'
$connection = Connect-Fpx
try {
    $test = $connection | Test-FpxConnection
    $test
    if (-not $test.Accepted) { throw ('{0} {1}' -f $test.Message, $test.RecommendedAction) }
    if ($test.CertificateDaysLeft -lt $Days) {
        throw ('The client certificate expires in {0} days. Download the next one from the FPX partner management site and replace {1}.' -f $test.CertificateDaysLeft, $CertificateName)
    }
}
finally {
    # Close only this script's connection: other jobs may share the process, and the caller may have a connection too.
    $connection | Disconnect-FpxService -WhatIf:$false -Confirm:$false
}
