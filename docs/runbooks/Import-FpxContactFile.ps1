<#
.SYNOPSIS
    Updates the contacts of tenants from a CSV file: creates those that are missing and changes those that differ.
.DESCRIPTION
    A row and a contact belong together if the tenant and the mail address are the same. Contacts that already match are left alone, so the script can run
    again at any time, also after an interrupted run. No contact is removed. A row that fails is a result with the reason, and the others continue.
.PARAMETER CertificateFrom
    Where the client certificate is: an asset of Azure Automation, a Key Vault (after Connect-AzAccount -Identity), a vault of SecretManagement, or a
    certificate store. Sandbox uses the sandbox on this machine.
.PARAMETER CertificateName
    The name of the asset or secret, or the thumbprint in the store.
.PARAMETER VaultName
    The name of the Key Vault.
.PARAMETER Path
    The CSV file. The columns TenantId (an id or a name) and Email are required; further columns are named after the parameters of New-FpxContact. An
    empty cell leaves a field alone. Blanks around a value are ignored. Yes or no is written as yes, no, true, false, 1 or 0. Several services or skills
    in one cell are separated by semicolons. A file that Get-FpxContact | Export-Csv wrote works as well.
.PARAMETER Delimiter
    The character between the columns. Spreadsheets in German and many other languages write a semicolon.
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

    [char] $Delimiter = ',',

    [ValidateSet('Automation', 'KeyVault', 'SecretManagement', 'Store', 'Sandbox')]
    [string] $CertificateFrom = 'Automation',

    [string] $CertificateName = 'Fpx',

    [string] $VaultName
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

# Columns of an export that are not fields, and fields under the names that records have.
$readOnly = 'ContactId', 'TenantName', 'ReferralId', 'Created', 'CreatedBy', 'Modified', 'ModifiedBy'
$renamed = @{ SkillTypes = 'SkillType'; Services = 'Service' }
$lists = 'Service', 'SkillType'
$truthValues = 'IsEngaged', 'IsFastTrackContact', 'SurveyEligible'

function Get-Given {
    # The cells of a row that have a value, trimmed.
    param([psobject] $Row)

    $given = @{}
    foreach ($cell in $Row.PSObject.Properties) {
        $name = $cell.Name.Trim()
        if ($renamed.ContainsKey($name)) { $name = $renamed[$name] }
        $text = "$($cell.Value)".Trim()
        if (-not $text -or $name -in $readOnly) { continue }
        $given[$name] = if ($name -in $lists) { @($text -split '\s*;\s*' | Where-Object { $_ }) } else { $text }
    }
    $given
}

function Test-Same {
    # Whether a field of the contact has the value of the row already. A lookup is compared by name and by id.
    param([string] $Name, [object] $Given, [FastTrackFpx.FpxContact] $Contact)

    if ($Name -in $lists) {
        $entries = @($Contact."${Name}s" | Where-Object { $_ })
        $missing = @($Given | Where-Object { $wanted = $_; -not ($entries | Where-Object { $wanted -in $_.Name, $_.Id }) })
        return $entries.Count -eq @($Given).Count -and $missing.Count -eq 0
    }
    $value = $Contact.$Name
    if ($Name -in $truthValues -and $null -ne $value) { return $Given -in $(if ($value) { 'true', 'yes', '1' } else { 'false', 'no', '0' }) }
    if ($value -is [FastTrackFpx.FpxLookup]) { return $Given -in $value.Name, $value.Id }
    $Given -ceq "$value"
}

function Get-Difference {
    # The fields of the row that the contact does not have yet.
    param([hashtable] $Given, [FastTrackFpx.FpxContact] $Contact)

    $changes = @{}
    foreach ($name in $Given.Keys) {
        if ($name -in 'TenantId', 'Email') { continue }
        if (-not (Test-Same -Name $name -Given $Given[$name] -Contact $Contact)) { $changes[$name] = $Given[$name] }
    }
    $changes
}

$rows = @(Import-Csv -LiteralPath $Path -Delimiter $Delimiter)
if ($rows.Count -gt 0) {
    $columns = @($rows[0].PSObject.Properties | ForEach-Object { $_.Name.Trim() })
    foreach ($column in 'TenantId', 'Email') {
        if ($column -notin $columns) { throw "$Path has no column $column. If its columns are not separated by '$Delimiter', use -Delimiter." }
    }
    $known = @((Get-Command -Name New-FpxContact).Parameters.Keys) + $readOnly + @($renamed.Keys)
    $unknown = @($columns | Where-Object { $_ -notin $known })
    if ($unknown.Count -gt 0) { throw ('{0} has columns that are not fields of a contact: {1}.' -f $Path, ($unknown -join ', ')) }
}

$connection = Connect-Fpx
try {
    # Keys are lower case in the invariant culture: Windows PowerShell compares them in the current one.
    $tenantIds = @{}
    $contacts = @{}
    $problems = @{}
    $given = @($rows | ForEach-Object { Get-Given -Row $_ })
    foreach ($tenant in @($given | ForEach-Object { $_['TenantId'] } | Where-Object { $_ } | Select-Object -Unique)) {
        $id = [guid]::Empty
        try { $tenantIds[$tenant] = if ([guid]::TryParse($tenant, [ref] $id)) { $id } else { (Get-FpxTenant -TenantId $tenant).TenantId } }
        catch { $problems[$tenant] = "$_" }
    }
    # A tenant in several rows is read once. If its contacts cannot be read, its rows fail: otherwise they would be created again.
    $errors = $null
    @($tenantIds.Values) | Select-Object -Unique | Get-FpxContact -ErrorAction SilentlyContinue -ErrorVariable errors |
        ForEach-Object { $contacts["$($_.TenantId)/$("$($_.Email)".Trim().ToLowerInvariant())"] = $_ }
    foreach ($problem in @($errors)) { if ($problem.TargetObject) { $problems["$($problem.TargetObject)"] = "$problem" } }

    foreach ($fields in $given) {
        $result = [pscustomobject]@{ TenantId = $fields['TenantId']; Email = $fields['Email']; Action = 'Unchanged'; Message = '' }
        try {
            foreach ($name in 'TenantId', 'Email') { if (-not $fields[$name]) { throw "The row has no $name." } }
            $tenantId = $tenantIds[$fields['TenantId']]
            foreach ($key in $fields['TenantId'], "$tenantId") { if ($problems.ContainsKey($key)) { throw $problems[$key] } }
            $fields['TenantId'] = $tenantId
            $key = "$tenantId/$($fields['Email'].ToLowerInvariant())"
            $contact = $contacts[$key]
            if (-not $contact) {
                $created = New-FpxContact @fields -Confirm:$false
                # The same address in a later row is the same contact.
                if ($created) { $contacts[$key] = $created }
                $result.Action = if ($WhatIfPreference) { 'Planned' } else { 'Created' }
            }
            else {
                $changes = Get-Difference -Given $fields -Contact $contact
                if ($changes.Count -gt 0) {
                    $changed = Set-FpxContact -ContactId $contact.ContactId -TenantId $contact.TenantId @changes -PassThru -Confirm:$false
                    if ($changed) { $contacts[$key] = $changed }
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
    # Close only this script's connection: other jobs may share the process, and the caller may have a connection too.
    $connection | Disconnect-FpxService -WhatIf:$false -Confirm:$false
}
