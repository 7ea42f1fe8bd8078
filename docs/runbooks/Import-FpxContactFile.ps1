<#
.SYNOPSIS
    Brings the contacts of tenants up to a CSV file: makes those that are missing and changes those that differ.
.DESCRIPTION
    A contact is the same when tenant and mail address are the same. What is right already is left alone, so the file can be run again at any time,
    also after a run that was cut off. No contact is removed. A row that fails costs one result with the reason; the others go on.
.PARAMETER CertificateFrom
    Where the client certificate is: an asset of Azure Automation, a Key Vault (after Connect-AzAccount -Identity), a vault of SecretManagement, or a
    certificate store. Sandbox practises on this machine.
.PARAMETER CertificateName
    The name of the asset or secret, or the thumbprint in the store.
.PARAMETER VaultName
    The Key Vault.
.PARAMETER Path
    The CSV file. The columns TenantId and Email are needed; further columns are called like the parameters of New-FpxContact. An empty cell leaves
    a field alone; several services or skills in one cell are divided by semicolons.
.OUTPUTS
    One object for each row: TenantId, Email, Action (Created, Changed, Unchanged, Failed; Planned with -WhatIf)
    and Message.
.EXAMPLE
    ./Import-FpxContactFile.ps1 -Path ./contacts.csv -CertificateFrom Store -CertificateName $thumbprint -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [ValidateSet('Automation', 'KeyVault', 'SecretManagement', 'Store', 'Sandbox')]
    [string] $CertificateFrom = 'Automation',

    [string] $CertificateName = 'Fpx',

    [string] $VaultName
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

function Get-Given {
    # The cells of a row that say something.
    param([psobject] $Row)

    $given = @{}
    foreach ($cell in $Row.PSObject.Properties) { if ("$($cell.Value)".Trim()) { $given[$cell.Name] = "$($cell.Value)".Trim() } }
    # What a contact has several of is written in one cell.
    foreach ($name in 'Service', 'SkillType') { if ($given.ContainsKey($name)) { $given[$name] = @($given[$name] -split '\s*;\s*') } }
    $given
}

function Get-Difference {
    # What the row says otherwise than the contact; a lookup is compared by name and by id.
    param([hashtable] $Given, [FastTrackFpx.FpxContact] $Contact)

    $changes = @{}
    foreach ($name in $Given.Keys) {
        if ($name -in 'TenantId', 'Email', 'ReferralId') { continue }
        if ($name -in 'Service', 'SkillType') {
            $names = @($Contact."${name}s" | Where-Object { $_ } | ForEach-Object { $_.Name } | Sort-Object)
            if (($names -join ';') -ne (($Given[$name] | Sort-Object) -join ';')) { $changes[$name] = $Given[$name] }
            continue
        }
        $value = $Contact.$name
        $known = if ($value -is [FastTrackFpx.FpxLookup]) { @($value.Name, $value.Id) } else { @("$value") }
        if ($Given[$name] -notin $known) { $changes[$name] = $Given[$name] }
    }
    $changes
}

$rows = @(Import-Csv -LiteralPath $Path)
foreach ($column in 'TenantId', 'Email') {
    if ($rows.Count -gt 0 -and $null -eq $rows[0].PSObject.Properties[$column]) { throw "$Path has no column $column." }
}

$connection = Connect-Fpx
try {
    # One tenant may be in several rows and is read once; the tenants of the file go out 25 to a call.
    $contacts = @{}
    $rows | Select-Object -Property TenantId -Unique | Get-FpxContact -ErrorAction SilentlyContinue | ForEach-Object { $contacts["$($_.TenantId)/$($_.Email)"] = $_ }
    foreach ($row in $rows) {
        $given = Get-Given -Row $row
        $result = [pscustomobject]@{ TenantId = $row.TenantId; Email = $row.Email; Action = 'Unchanged'; Message = '' }
        try {
            $contact = $contacts["$([guid]$row.TenantId)/$($row.Email)"]
            if (-not $contact) {
                $null = New-FpxContact @given -Confirm:$false
                $result.Action = if ($WhatIfPreference) { 'Planned' } else { 'Created' }
            }
            else {
                $changes = Get-Difference -Given $given -Contact $contact
                if ($changes.Count -gt 0) {
                    $null = Set-FpxContact -ContactId $contact.ContactId -TenantId $contact.TenantId @changes -Confirm:$false
                    $result.Action = if ($WhatIfPreference) { 'Planned' } else { 'Changed' }
                    $result.Message = ($changes.Keys | Sort-Object) -join ', '
                }
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
