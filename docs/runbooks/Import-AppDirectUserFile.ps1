<#
.SYNOPSIS
    Adds users to companies of an AppDirect marketplace from a CSV file.
.DESCRIPTION
    A row and a member belong together if the company and the mail address are the same. Members that exist are left alone, so the script can run again at
    any time, also after an interrupted run. Nobody is removed. A row that fails is a result with the reason, and the others continue. AppDirect sends each
    new user a mail.
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
    The CSV file. The columns CompanyId (an id, or externalId: and the id of another system) and Email are required; FirstName, LastName, ExternalId and
    Role are optional. Several roles in one cell are separated by semicolons. Blanks around a value are ignored.
.PARAMETER InviterId
    The user in whose name the mails are sent. Credentials of a client require it.
.PARAMETER Delimiter
    The character between the columns. Spreadsheets in German and many other languages write a semicolon.
.OUTPUTS
    One object for each row: CompanyId, Email, Action (Created, Unchanged, Failed; Planned with -WhatIf), UserId and Message.
.EXAMPLE
    ./Import-AppDirectUserFile.ps1 -Marketplace marketplace.example.com -Path ./users.csv -InviterId $inviter -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string] $InviterId,

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

$fields = 'CompanyId', 'Email', 'FirstName', 'LastName', 'ExternalId', 'Role'
$rows = @(Import-Csv -LiteralPath $Path -Delimiter $Delimiter)
if ($rows.Count -gt 0) {
    $columns = @($rows[0].PSObject.Properties | ForEach-Object { $_.Name.Trim() })
    foreach ($column in 'CompanyId', 'Email') {
        if ($column -notin $columns) { throw "$Path has no column $column. If its columns are not separated by '$Delimiter', use -Delimiter." }
    }
    $unknown = @($columns | Where-Object { $_ -notin $fields })
    if ($unknown.Count -gt 0) { throw ('{0} has columns that are not fields of a user: {1}.' -f $Path, ($unknown -join ', ')) }
}

$connection = Connect-AppDirect
try {
    # Keys are lower case in the invariant culture: Windows PowerShell compares them in the current one.
    $members = @{}
    $problems = @{}
    $given = @(
        foreach ($row in $rows) {
            $cells = @{}
            foreach ($cell in $row.PSObject.Properties) {
                $text = "$($cell.Value)".Trim()
                if ($text) { $cells[$cell.Name.Trim()] = $text }
            }
            $cells
        }
    )
    # A company in several rows is read once. If its members cannot be read, its rows fail: otherwise they would be created again.
    foreach ($company in @($given | ForEach-Object { $_['CompanyId'] } | Where-Object { $_ } | Select-Object -Unique)) {
        try { Get-AppDirectMembership -CompanyId $company -Connection $connection | ForEach-Object { $members["$company/$("$($_.Email)".Trim().ToLowerInvariant())"] = $_.UserId } }
        catch { $problems[$company] = "$_" }
    }

    foreach ($cells in $given) {
        $result = [pscustomobject]@{ CompanyId = $cells['CompanyId']; Email = $cells['Email']; Action = 'Unchanged'; UserId = ''; Message = '' }
        try {
            foreach ($name in 'CompanyId', 'Email') { if (-not $cells[$name]) { throw "The row has no $name." } }
            if ($problems.ContainsKey($cells['CompanyId'])) { throw $problems[$cells['CompanyId']] }
            $key = "$($cells['CompanyId'])/$($cells['Email'].ToLowerInvariant())"
            if ($members.ContainsKey($key)) {
                $result.UserId = $members[$key]
            }
            else {
                if ($cells.ContainsKey('Role')) { $cells['Role'] = @($cells['Role'] -split '\s*;\s*' | Where-Object { $_ }) }
                if ($cells.ContainsKey('ExternalId')) { $cells['UserExternalId'] = $cells['ExternalId']; $cells.Remove('ExternalId') }
                if ($InviterId) { $cells['InviterId'] = $InviterId }
                $created = New-AppDirectMembership @cells -Connection $connection -Confirm:$false
                $result.Action = if ($WhatIfPreference) { 'Planned' } else { 'Created' }
                if ($created) { $result.UserId = $created.UserId }
                # The same address in a later row is the same user.
                $members[$key] = $result.UserId
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
    $connection | Disconnect-AppDirectService -WhatIf:$false -Confirm:$false
}
