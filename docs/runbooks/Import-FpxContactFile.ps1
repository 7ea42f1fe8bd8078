<#
.SYNOPSIS
    Brings the contacts of tenants in line with a CSV file: creates those that are missing and changes those that differ.
.DESCRIPTION
    A contact is the same if tenant and mail address are the same; blanks around the address and its case do not count. What matches already is left alone,
    so the file can be run again at any time, also after a run that was cut off. No contact is removed. A row that repeats an earlier one, or that fails,
    gets a result with the reason; the others go on.
.PARAMETER CertificateFrom
    Where the client certificate is: an asset of Azure Automation, a Key Vault (after Connect-AzAccount -Identity), a vault of SecretManagement, or a
    certificate store. Sandbox practises on this machine.
.PARAMETER CertificateName
    The name of the asset or secret, or the thumbprint in the store.
.PARAMETER VaultName
    The Key Vault.
.PARAMETER Path
    The CSV file. The columns TenantId and Email are required; further columns have the names of New-FpxContact's parameters. An empty cell leaves
    a field alone; several services or skills in one cell are separated by semicolons; true, false, yes, no, 1 and 0 are yes and no. Blanks around a value
    are removed.
.PARAMETER Delimiter
    What separates the columns: a semicolon in files of many European spreadsheets. Put cells with several values in quotes then.
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

    [ValidateNotNullOrEmpty()]
    [char] $Delimiter = ',',

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
    # The cells of a row that are not empty.
    param([psobject] $Row)

    $given = @{}
    foreach ($cell in $Row.PSObject.Properties) { if ("$($cell.Value)".Trim()) { $given[$cell.Name.Trim()] = "$($cell.Value)".Trim() } }
    # What a contact has several of is written in one cell.
    foreach ($name in 'Service', 'SkillType') { if ($given.ContainsKey($name)) { $given[$name] = @($given[$name] -split '\s*;\s*' | Where-Object { $_ }) } }
    $given
}

function Get-Key {
    # What makes two contacts the same: the tenant, and the mail address as any service stores it.
    param($TenantId, [string] $Email)

    '{0}/{1}' -f [guid]"$TenantId", $Email.Trim().Normalize().ToLowerInvariant()
}

function Test-Same {
    # Whether a cell holds what a field of the contact holds: yes and no by any word, a lookup by name or id, text without blanks around it.
    param($Value, $Cell)

    if ($Value -is [bool]) {
        $word = switch ($Cell) { { $_ -in 'true', 'yes', '1' } { $true } { $_ -in 'false', 'no', '0' } { $false } default { $null } }
        return $null -ne $word -and $word -eq $Value
    }
    if ($Value -is [FastTrackFpx.FpxLookup]) { return $Cell -in "$($Value.Name)", "$($Value.Id)" }
    "$Value".Trim().Normalize() -ceq $Cell.Normalize()
}

function Get-Difference {
    # The cells that differ from the contact.
    param([hashtable] $Given, [FastTrackFpx.FpxContact] $Contact)

    $changes = @{}
    foreach ($name in $Given.Keys) {
        if ($name -in 'TenantId', 'Email', 'ReferralId') { continue }
        if ($name -in 'Service', 'SkillType') {
            $held = @($Contact."${name}s" | Where-Object { $_ })
            $missing = @($Given[$name] | Where-Object { $cell = $_; -not ($held | Where-Object { Test-Same -Value $_ -Cell $cell }) })
            if ($missing.Count -gt 0 -or $held.Count -ne @($Given[$name] | Select-Object -Unique).Count) { $changes[$name] = $Given[$name] }
            continue
        }
        if (-not (Test-Same -Value $Contact.$name -Cell $Given[$name])) { $changes[$name] = $Given[$name] }
    }
    $changes
}

$rows = @(Import-Csv -LiteralPath $Path -Delimiter $Delimiter)
foreach ($column in 'TenantId', 'Email') {
    if ($rows.Count -gt 0 -and $null -eq $rows[0].PSObject.Properties[$column]) { throw "$Path has no column $column. If its columns are not separated by '$Delimiter', use -Delimiter." }
}

$connection = Connect-Fpx
try {
    # A tenant may be in several rows and is read once; the tenants of the file are read 25 to a request.
    $contacts = @{}
    $rows | Where-Object { "$($_.TenantId)" -as [guid] } | ForEach-Object { [guid]$_.TenantId } | Sort-Object -Unique | Get-FpxContact -ErrorAction SilentlyContinue |
        ForEach-Object { $contacts[(Get-Key -TenantId $_.TenantId -Email "$($_.Email)")] = $_ }
    $seen = @{}
    $number = 0
    foreach ($row in $rows) {
        $number++
        $given = Get-Given -Row $row
        $result = [pscustomobject]@{ TenantId = $row.TenantId; Email = $row.Email; Action = 'Unchanged'; Message = '' }
        try {
            if (-not $given['Email']) { throw "Row $number has no mail address, by which contacts are compared." }
            $key = Get-Key -TenantId $row.TenantId -Email $given['Email']
            if ($seen.ContainsKey($key)) { throw "Row $number repeats row $($seen[$key]): the same tenant and mail address." }
            $seen[$key] = $number
            $contact = $contacts[$key]
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
