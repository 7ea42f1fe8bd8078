<#
.SYNOPSIS
    Fails when the client certificate has to be replaced soon, or when the service does not accept it.
.DESCRIPTION
    For a daily schedule with an alert on failed jobs. FPX certificates last 120 days; a job that fails four weeks before the end is cheaper than
    every job failing on the day itself. Makes two calls and changes nothing.
.PARAMETER CertificateFrom
    Where the client certificate is: an asset of Azure Automation, a Key Vault (after Connect-AzAccount -Identity), a vault of SecretManagement, or a
    certificate store. Sandbox practises on this machine.
.PARAMETER CertificateName
    The name of the asset or secret, or the thumbprint in the store.
.PARAMETER VaultName
    The Key Vault.
.PARAMETER Days
    How many days before its end the certificate is to be replaced.
.OUTPUTS
    One object: whether the service was reached and accepted the certificate, days left, latency and clock difference.
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

# A connection warns by itself when its certificate ends soon; here that is the result.
$WarningPreference = 'SilentlyContinue'
$connection = Connect-Fpx
try {
    $test = $connection | Test-FpxConnection
    $test
    if (-not $test.Accepted) { throw ('{0} {1}' -f $test.Message, $test.RecommendedAction) }
    if ($test.CertificateDaysLeft -lt $Days) {
        throw ('The client certificate ends in {0} days. Download the next one from the FPX partner management site and replace {1}.' -f $test.CertificateDaysLeft, $CertificateName)
    }
}
finally {
    # Only this script's own: other jobs may share the process, and a caller may have a connection too.
    $connection | Disconnect-FpxService -WhatIf:$false -Confirm:$false
}
