<#
.SYNOPSIS
    Lists the unpaid invoices of an AppDirect marketplace with their age, and writes them to a CSV file.
.DESCRIPTION
    Schedule it nightly. It reads the unpaid invoices and the names of their companies, and changes nothing. A company that cannot be read leaves the name
    empty. The file is complete or absent: it is written under another name and renamed at the end.
.PARAMETER SecretFrom
    Where the client id and secret are: a credential of Azure Automation, a Key Vault (after Connect-AzAccount -Identity), or a credential in a vault of
    SecretManagement. Sandbox uses the sandbox on this machine.
.PARAMETER SecretName
    The name of the credential, or of the secret in the Key Vault.
.PARAMETER VaultName
    The name of the Key Vault.
.PARAMETER ClientId
    The client id that belongs to the secret of the Key Vault.
.PARAMETER Marketplace
    The host of the marketplace, such as marketplace.example.com.
.PARAMETER Path
    The CSV file to write. Without it the script only returns the invoices.
.PARAMETER OverdueDays
    Only invoices that are due for at least so many days. The default lists all unpaid invoices.
.PARAMETER Delimiter
    The character between the columns. Spreadsheets in German and many other languages write a semicolon.
.OUTPUTS
    One object for each invoice, the oldest first: InvoiceNumber, CompanyId, CompanyName, Total, Currency, DueDate and DaysOverdue.
.EXAMPLE
    ./Export-AppDirectUnpaidInvoice.ps1 -Marketplace marketplace.example.com -Path ./unpaid.csv -OverdueDays 14
#>
[CmdletBinding()]
param(
    [string] $Path,

    [ValidateRange(0, 3650)]
    [int] $OverdueDays,

    [char] $Delimiter = ',',

    [ValidateSet('Automation', 'KeyVault', 'SecretManagement', 'Sandbox')]
    [string] $SecretFrom = 'Automation',

    [string] $SecretName = 'AppDirect',

    [string] $VaultName,

    [string] $ClientId,

    [string] $Marketplace
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

function Connect-AppDirect {
    # Reads the credentials without a prompt and without writing them to disk. Every runbook for AppDirect contains this function, because each is uploaded
    # alone and cannot load another file, and a child runbook cannot return a connection.
    $scope = @{ Scope = 'ROLE_PARTNER' }
    switch ($SecretFrom) {
        'Automation' { Connect-AppDirectService -Marketplace $Marketplace -Credential (Get-AutomationPSCredential -Name $SecretName) @scope -PassThru }
        'KeyVault' { Connect-AppDirectService -Marketplace $Marketplace -ClientId $ClientId -ClientSecret (Get-AzKeyVaultSecret -VaultName $VaultName -Name $SecretName).SecretValue @scope -PassThru }
        'SecretManagement' { Connect-AppDirectService -Marketplace $Marketplace -Credential (Get-Secret -Name $SecretName) @scope -PassThru }
        'Sandbox' { Connect-AppDirectService -Environment Sandbox @scope -PassThru }
    }
}

$connection = Connect-AppDirect
try {
    $today = [datetimeoffset]::UtcNow
    $invoices = @(Get-AppDirectInvoice -Status UNPAID -Connection $connection)
    # A company with several invoices is read once.
    $names = @{}
    foreach ($id in @($invoices | Where-Object { $_.CompanyId } | Select-Object -ExpandProperty CompanyId -Unique)) {
        try { $names[$id] = (Get-AppDirectCompany -CompanyId $id -Connection $connection).Name }
        catch { Write-Verbose -Message ('The company {0} cannot be read: {1}' -f $id, $_) }
    }
    $rows = foreach ($invoice in $invoices) {
        $days = if ($invoice.DueDate) { [math]::Max(0, [int][math]::Floor(($today - $invoice.DueDate).TotalDays)) } else { 0 }
        if ($PSBoundParameters.ContainsKey('OverdueDays') -and $days -lt $OverdueDays) { continue }
        [pscustomobject]@{
            InvoiceNumber = $invoice.InvoiceNumber
            CompanyId     = $invoice.CompanyId
            CompanyName   = if ($invoice.CompanyId -and $names.ContainsKey($invoice.CompanyId)) { $names[$invoice.CompanyId] } else { '' }
            Total         = $invoice.Total
            Currency      = $invoice.Currency
            DueDate       = if ($invoice.DueDate) { $invoice.DueDate.UtcDateTime.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture) } else { '' }
            DaysOverdue   = $days
        }
    }
    $rows = @($rows | Sort-Object -Property @{ Expression = 'DaysOverdue'; Descending = $true }, InvoiceNumber)
    if ($Path) {
        $partial = "$Path.partial"
        # A number in a file has a point in every culture.
        $lines = @($rows | Select-Object -Property InvoiceNumber, CompanyId, CompanyName, @{ Name = 'Total'; Expression = { ([decimal]$_.Total).ToString([cultureinfo]::InvariantCulture) } }, Currency, DueDate, DaysOverdue)
        if ($lines.Count -gt 0) { $lines | Export-Csv -LiteralPath $partial -Delimiter $Delimiter -NoTypeInformation -Encoding UTF8 }
        else { Set-Content -LiteralPath $partial -Encoding UTF8 -Value (('InvoiceNumber', 'CompanyId', 'CompanyName', 'Total', 'Currency', 'DueDate', 'DaysOverdue' | ForEach-Object { '"{0}"' -f $_ }) -join $Delimiter) }
        Move-Item -LiteralPath $partial -Destination $Path -Force
    }
    $rows
}
finally {
    # Close only this script's connection: other jobs may share the process, and the caller may have a connection too.
    $connection | Disconnect-AppDirectService -WhatIf:$false -Confirm:$false
}
