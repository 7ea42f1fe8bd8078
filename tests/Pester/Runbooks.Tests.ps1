#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# The runbooks as they are uploaded, against the running sandbox.

BeforeDiscovery {
    $folder = Join-Path -Path $PSScriptRoot -ChildPath '../../docs/runbooks'
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
    $scripts = foreach ($file in Get-ChildItem -Path $folder -Filter '*.ps1') { @{ Name = $file.BaseName; Path = $file.FullName } }
}

BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'SandboxControl.ps1')
    . (Join-Path -Path $PSScriptRoot -ChildPath '../../.build/ChildPowerShell.ps1')
    Import-Module -Name (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1') -Force
    $script:folder = (Resolve-Path -Path (Join-Path -Path $PSScriptRoot -ChildPath '../../docs/runbooks')).Path
    $script:connection = Connect-FpxService -Environment Sandbox -PassThru
}

AfterAll {
    Get-FpxConnection | Disconnect-FpxService
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe '<Name>' -ForEach $scripts {
    BeforeAll {
        $tokens = $null
        $errors = $null
        $script:ast = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref]$tokens, [ref]$errors)
        $script:parseErrors = $errors
        $script:text = Get-Content -LiteralPath $Path -Raw
    }

    It 'parses' {
        $script:parseErrors | Should -BeNullOrEmpty
    }

    It 'never asks anybody' {
        $script:text | Should -Not -Match 'Read-Host|Get-Credential|PromptForChoice|Out-GridView'
        $changes = $script:ast.FindAll({ param($node) $node -is [System.Management.Automation.Language.CommandAst] -and $node.GetCommandName() -match '^(New|Set|Remove|Approve|Deny|Move|Undo)-(Fpx|AppDirect)' }, $true)
        foreach ($change in $changes) { $change.Extent.Text | Should -Match '-Confirm:\$false' }
    }

    It 'is described with every parameter' {
        $help = Get-Help -Name $Path
        $help.Synopsis | Should -Match '\.$'
        foreach ($parameter in $script:ast.ParamBlock.Parameters.Name.VariablePath.UserPath) {
            (Get-Help -Name $Path -Parameter $parameter).description | Should -Not -BeNullOrEmpty -Because "-$parameter"
        }
    }

    It 'has no requirement that Azure Automation cannot read' {
        $script:text | Should -Not -Match '(?m)^#Requires'
    }
}

Describe 'What each runbook has for itself' {
    It 'is the same in all of them: <Part>' -ForEach @(
        @{ Part = 'how it connects'; Scripts = '*-Fpx*.ps1'; Pattern = '(?ms)^function Connect-Fpx \{.*?^\}' }
        @{ Part = 'how it ends its connection'; Scripts = '*-Fpx*.ps1'; Pattern = '(?ms)^finally \{.*?^\}' }
        @{ Part = 'what it says of the certificate'; Scripts = '*-Fpx*.ps1'; Pattern = '(?ms)^\.PARAMETER CertificateFrom.*?(?=^\.PARAMETER (?!Certificate|Vault)|^\.OUTPUTS)' }
        @{ Part = 'how it connects to AppDirect'; Scripts = '*-AppDirect*.ps1'; Pattern = '(?ms)^function Connect-AppDirect \{.*?^\}' }
        @{ Part = 'how it ends its connection to AppDirect'; Scripts = '*-AppDirect*.ps1'; Pattern = '(?ms)^finally \{.*?^\}' }
        @{ Part = 'what it says of the credentials'; Scripts = '*-AppDirect*.ps1'; Pattern = '(?ms)^\.PARAMETER SecretFrom.*?(?=^\.PARAMETER (?!Secret|Vault|Client|Marketplace)|^\.OUTPUTS)' }
    ) {
        $texts = @(Get-ChildItem -Path $script:folder -Filter $Scripts | ForEach-Object { [regex]::Match((Get-Content -LiteralPath $_.FullName -Raw), $Pattern).Value.Replace("`r`n", "`n") })
        $texts.Count | Should -BeGreaterThan 1
        $texts | Should -Not -Contain ''
        @($texts | Sort-Object -Unique) | Should -HaveCount 1
    }
}

Describe 'Where the certificate comes from' {
    BeforeAll {
        $pfx = (Get-Content -LiteralPath $env:FASTTRACKFPX_SANDBOX -Raw | ConvertFrom-Json).clientCertificatePath
        $practice = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList $pfx
        $base64 = New-Object -TypeName System.Security.SecureString
        foreach ($sign in [convert]::ToBase64String([System.IO.File]::ReadAllBytes($pfx)).ToCharArray()) { $base64.AppendChar($sign) }
        # What the account and the vaults would bring, and a cmdlet that meets the sandbox instead of the service.
        Set-Item -Path function:global:Get-AutomationCertificate -Value { param([string] $Name) if ($Name -eq 'Fpx') { $practice } }.GetNewClosure()
        Set-Item -Path function:global:Get-AzKeyVaultSecret -Value { param([string] $VaultName, [string] $Name) if ("$VaultName/$Name" -eq 'vault/Fpx') { [pscustomobject]@{ SecretValue = $base64 } } }.GetNewClosure()
        Set-Item -Path function:global:Get-Secret -Value { param([string] $Name) if ($Name -eq 'Fpx') { $base64 } }.GetNewClosure()
        $script:watch = Join-Path -Path $script:folder -ChildPath 'Watch-FpxCertificate.ps1'
    }

    AfterAll {
        foreach ($name in 'Get-AutomationCertificate', 'Get-AzKeyVaultSecret', 'Get-Secret') { Remove-Item -Path "function:$name" }
    }

    It 'may be <_>' -ForEach 'Automation', 'KeyVault', 'SecretManagement' {
        $PSDefaultParameterValues['Connect-FpxService:Environment'] = 'Sandbox'
        (& $script:watch -CertificateFrom $_ -VaultName vault).Accepted | Should -BeTrue
    }
}

Describe 'Watch-FpxCertificate' {
    BeforeAll { $script:watch = Join-Path -Path $script:folder -ChildPath 'Watch-FpxCertificate.ps1' }

    It 'is content with a certificate that lasts' {
        $test = & $script:watch -CertificateFrom Sandbox
        $test.Accepted | Should -BeTrue
        $test.CertificateDaysLeft | Should -BeGreaterThan 28
    }

    It 'fails when the end is near, and says when' {
        { & $script:watch -CertificateFrom Sandbox -Days 120 } | Should -Throw -ExpectedMessage '*expires in * days*'
    }

    It 'leaves other connections alone' {
        $null = & $script:watch -CertificateFrom Sandbox
        @(Get-FpxConnection).Name | Should -Be $script:connection.Name
    }
}

Describe 'Export-FpxEntitlementReport' {
    BeforeAll {
        $script:export = Join-Path -Path $script:folder -ChildPath 'Export-FpxEntitlementReport.ps1'
        $script:tenants = @(Get-FpxTenant)
    }

    It 'has every tenant and every seat' {
        $path = Join-Path -Path $TestDrive -ChildPath 'whole'
        $null = New-Item -Path $path -ItemType Directory
        $result = & $script:export -Path $path -CertificateFrom Sandbox -WithoutService -Portion 20
        $result.Complete | Should -BeTrue
        $result.Tenants | Should -Be $script:tenants.Count
        $result.Failed | Should -Be 0
        $rows = @(Import-Csv -LiteralPath $result.Path)
        $rows.Count | Should -Be $result.Records
        $seats = ($script:tenants | Get-FpxEntitlement | Measure-Object -Property EntitlementCount -Sum).Sum
        ($rows | Measure-Object -Property EntitlementCount -Sum).Sum | Should -Be $seats
        Get-ChildItem -LiteralPath $path | Should -HaveCount 1
    }

    It 'goes on where a run was cut off, and reads nothing twice' {
        $path = Join-Path -Path $TestDrive -ChildPath 'cut'
        $whole = Join-Path -Path $TestDrive -ChildPath 'uncut'
        foreach ($folder in $path, $whole) { $null = New-Item -Path $folder -ItemType Directory }
        $expected = Get-Content -LiteralPath (& $script:export -Path $whole -CertificateFrom Sandbox -WithoutService -Portion 20).Path -Raw
        # As a run leaves it that ended in the middle of its second portion.
        $day = [datetime]::UtcNow.ToString('yyyyMMdd')
        $parts = Join-Path -Path $path -ChildPath "entitlements-$day.parts"
        $null = New-Item -Path $parts -ItemType Directory
        $ids = @($script:tenants | ForEach-Object { "$($_.TenantId)" } | Sort-Object)
        Set-Content -LiteralPath (Join-Path -Path $parts -ChildPath 'tenants.txt') -Value $ids
        Set-Content -LiteralPath (Join-Path -Path $parts -ChildPath 'part-000020.csv.new') -Value 'half a line'
        $result = & $script:export -Path $path -CertificateFrom Sandbox -WithoutService -Portion 20
        Get-Content -LiteralPath $result.Path -Raw | Should -Be $expected
        (& $script:export -Path $path -CertificateFrom Sandbox).Tenants | Should -Be 0
    }

    It 'goes on where its process was killed, with the portions that it had' -Skip:(-not $isCore) {
        $path = Join-Path -Path $TestDrive -ChildPath 'killed'
        $whole = Join-Path -Path $TestDrive -ChildPath 'whole again'
        foreach ($folder in $path, $whole) { $null = New-Item -Path $folder -ItemType Directory }
        $expected = Get-Content -LiteralPath (& $script:export -Path $whole -CertificateFrom Sandbox -WithoutService -Portion 20).Path -Raw

        # The first portion is answered, the second one is not.
        Set-SandboxDelay -Path partnerTenants/entitlements -Skip 1
        try {
            $text = "Import-Module -Name '$env:FPX_MODULE/FastTrackFpx.psd1'; & '$script:export' -Path '$path' -CertificateFrom Sandbox -WithoutService -Portion 20"
            $process = Start-PowerShell -Argument '-NonInteractive', '-Command', $text
            Wait-SandboxDelay
            $process.Kill()
            $process.WaitForExit()
        }
        finally { Invoke-SandboxControl -Method DELETE -Path faults }
        (Get-ChildItem -Path $path -Recurse -Filter 'part-*').Name | Should -Be 'part-000000.csv'

        $null = Invoke-SandboxControl -Method DELETE -Path log
        $result = & $script:export -Path $path -CertificateFrom Sandbox -WithoutService -Portion 20
        $result.Complete | Should -BeTrue
        Get-Content -LiteralPath $result.Path -Raw | Should -Be $expected
        $calls = @((Invoke-SandboxControl -Path log).calls.path)
        @($calls -eq 'partnerTenants/entitlements') | Should -HaveCount ([math]::Ceiling($script:tenants.Count / 20) - 1)
        $calls | Should -Not -Contain 'partnerTenants'
    }

    It 'has the same name and dates in every culture, and another delimiter if asked' {
        $path = Join-Path -Path $TestDrive -ChildPath 'thai'
        $null = New-Item -Path $path -ItemType Directory
        $culture = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = 'th-TH'
        try { $result = & $script:export -Path $path -CertificateFrom Sandbox -WithoutService -Delimiter ';' }
        finally { [cultureinfo]::CurrentCulture = $culture }
        Split-Path -Path $result.Path -Leaf | Should -Be ('entitlements-{0}.csv' -f [datetime]::UtcNow.ToString('yyyyMMdd', [cultureinfo]::InvariantCulture))
        $dates = @(Import-Csv -LiteralPath $result.Path -Delimiter ';' | ForEach-Object { $_.TargetDate } | Where-Object { $_ })
        $dates.Count | Should -BeGreaterThan 0
        $dates | ForEach-Object { $_ | Should -Match '^20\d\d-\d\d-\d\d$' }
    }

    It 'knows the service of each record' {
        $path = Join-Path -Path $TestDrive -ChildPath 'services'
        # A day's list of three tenants: a call for each tenant and service would be a minute's worth for all of them.
        $parts = Join-Path -Path $path -ChildPath ('entitlements-{0:yyyyMMdd}.parts' -f [datetime]::UtcNow)
        $null = New-Item -Path $parts -ItemType Directory
        Set-Content -LiteralPath (Join-Path -Path $parts -ChildPath 'tenants.txt') -Value @($script:tenants | Select-Object -First 3 | ForEach-Object { "$($_.TenantId)" } | Sort-Object)
        $result = & $script:export -Path $path -CertificateFrom Sandbox
        $result.Records | Should -BeGreaterThan 0
        Import-Csv -LiteralPath $result.Path | Where-Object { -not $_.ServiceId } | Should -BeNullOrEmpty
    }
}

Describe 'Import-FpxContactFile' {
    BeforeAll {
        $script:import = Join-Path -Path $script:folder -ChildPath 'Import-FpxContactFile.ps1'
        $script:csv = Join-Path -Path $TestDrive -ChildPath 'contacts.csv'
        $tenant = Get-FpxTenant -First 1
        $type = (Get-FpxContactType | Where-Object { $_.Name -eq 'Partner' }).Name
        $script:rows = @(
            [pscustomobject]@{ TenantId = $tenant.TenantId; Name = 'Ada Example'; Email = 'ada@example.org'; Title = 'IT lead'; ContactType = $type; Phone = ''; CountryRegion = 'Germany'; SurveyEligible = 'true'; SurveyLanguage = 'German'; Service = 'OneDrive; Microsoft Teams' }
            [pscustomobject]@{ TenantId = $tenant.TenantId; Name = 'Bea Example'; Email = 'bea@example.org'; Title = 'Trainer'; ContactType = $type; Phone = ''; CountryRegion = 'France'; SurveyEligible = 'false'; SurveyLanguage = 'French'; Service = 'OneDrive' }
        )
        $script:rows | Export-Csv -LiteralPath $script:csv -NoTypeInformation
    }

    It 'makes what is missing, and nothing with -WhatIf' {
        $null = & $script:import -Path $script:csv -CertificateFrom Sandbox -WhatIf
        @(Get-FpxContact -TenantId $script:rows[0].TenantId | Where-Object { $_.Email -eq 'ada@example.org' }) | Should -HaveCount 0
        $results = @(& $script:import -Path $script:csv -CertificateFrom Sandbox)
        $results.Message | Should -Be @('', '')
        $results.Action | Should -Be @('Created', 'Created')
        @(Get-FpxContact -TenantId $script:rows[0].TenantId | Where-Object { $_.Email -like '*a@example.org' }) | Should -HaveCount 2
    }

    It 'does nothing the second time' {
        (& $script:import -Path $script:csv -CertificateFrom Sandbox).Action | Should -Be @('Unchanged', 'Unchanged')
    }

    It 'finds a contact whatever blanks, case and words for yes the file has, and a row that stands in it twice' {
        $messy = Join-Path -Path $TestDrive -ChildPath 'messy.csv'
        $first = $script:rows[0].PSObject.Copy()
        $first.Email = ' ADA@example.org '
        $first.SurveyEligible = 'yes'
        $first.Title = 'IT lead  '
        @($first, $script:rows[0], $script:rows[1]) | Export-Csv -LiteralPath $messy -NoTypeInformation -Delimiter ';'
        $results = @(& $script:import -Path $messy -Delimiter ';' -CertificateFrom Sandbox)
        $results.Action | Should -Be @('Unchanged', 'Unchanged', 'Unchanged')
        { & $script:import -Path $messy -CertificateFrom Sandbox } | Should -Throw '*-Delimiter*'
    }

    It 'changes what differs and nothing else' {
        $script:rows[1].Title = 'Head of training'
        $script:rows | Export-Csv -LiteralPath $script:csv -NoTypeInformation
        $results = @(& $script:import -Path $script:csv -CertificateFrom Sandbox)
        $results.Action | Should -Be @('Unchanged', 'Changed')
        $results[1].Message | Should -Be 'Title'
        (Get-FpxContact -TenantId $script:rows[0].TenantId | Where-Object { $_.Email -eq 'bea@example.org' }).Title | Should -Be 'Head of training'
    }

    It 'ignores blanks, reads semicolons and yes or no, and creates one contact for one address' {
        $messy = Join-Path -Path $TestDrive -ChildPath 'messy.csv'
        $tenant = $script:rows[0].TenantId
        @(
            'TenantId;Email ;Name;Title;ContactType;CountryRegion;SurveyEligible;SurveyLanguage;Services'
            "$tenant; cleo@example.org ;Cleo Example ;Analyst;Partner;Germany;yes;German;""OneDrive; Microsoft Teams"""
            "$tenant;CLEO@example.org;Cleo Example;Analyst;Partner;Germany;YES;German;""Microsoft Teams;OneDrive"""
        ) | Set-Content -LiteralPath $messy
        $results = @(& $script:import -Path $messy -Delimiter ';' -CertificateFrom Sandbox)
        $results.Message | Should -Be @('', '')
        $results.Action | Should -Be @('Created', 'Unchanged')
        (& $script:import -Path $messy -Delimiter ';' -CertificateFrom Sandbox).Action | Should -Be @('Unchanged', 'Unchanged')
        @(Get-FpxContact -TenantId $tenant | Where-Object { $_.Email -eq 'cleo@example.org' }) | Should -HaveCount 1
    }

    It 'reads back what Export-Csv wrote of contacts, and changes nothing' {
        $export = Join-Path -Path $TestDrive -ChildPath 'export.csv'
        Get-FpxContact -TenantId $script:rows[0].TenantId | Export-Csv -LiteralPath $export -NoTypeInformation
        & $script:import -Path $export -CertificateFrom Sandbox | ForEach-Object { $_.Action } | Sort-Object -Unique | Should -Be 'Unchanged'
    }

    It 'refuses a column that is not a field' {
        $other = Join-Path -Path $TestDrive -ChildPath 'misspelt.csv'
        [pscustomobject]@{ TenantId = [guid]::NewGuid(); Email = 'a@example.org'; Tittle = 'x' } | Export-Csv -LiteralPath $other -NoTypeInformation
        { & $script:import -Path $other -CertificateFrom Sandbox } | Should -Throw -ExpectedMessage '*not fields of a contact: Tittle*'
    }

    It 'goes on after a row that fails' {
        $broken = Join-Path -Path $TestDrive -ChildPath 'broken.csv'
        @([pscustomobject]@{ TenantId = [guid]::NewGuid(); Name = 'No Body'; Email = 'nobody@example.org'; Title = 'x'; ContactType = 'Partner'; Phone = ''; CountryRegion = 'France'; SurveyEligible = 'false'; SurveyLanguage = 'French'; Service = 'OneDrive' }) + $script:rows | Export-Csv -LiteralPath $broken -NoTypeInformation
        $results = @(& $script:import -Path $broken -CertificateFrom Sandbox)
        $results.Action | Should -Be @('Failed', 'Unchanged', 'Unchanged')
        $results[0].Message | Should -Not -BeNullOrEmpty
    }

    It 'refuses a file without the columns it needs' {
        $other = Join-Path -Path $TestDrive -ChildPath 'other.csv'
        [pscustomobject]@{ Name = 'x' } | Export-Csv -LiteralPath $other -NoTypeInformation
        { & $script:import -Path $other -CertificateFrom Sandbox } | Should -Throw -ExpectedMessage '*no column TenantId*'
    }
}

Describe 'Invoke-FpxReferralTriage' {
    BeforeAll {
        $script:triage = Join-Path -Path $script:folder -ChildPath 'Invoke-FpxReferralTriage.ps1'
        $script:open = @(Get-FpxReferral | Where-Object -Property Acceptance -NE -Value 'Accepted')
    }

    It 'lists what waits when no rule is given' {
        $results = @(& $script:triage -CertificateFrom Sandbox)
        "$($script:open.Acceptance | Sort-Object -Unique)".Trim() | Should -Be 'Pending' -Because 'some have no acceptance, and some have one that decides nothing'
        $results.ReferralId | Should -Be $script:open.ReferralId
        $results.Action | Sort-Object -Unique | Should -Be 'Review'
    }

    It 'declines nothing without a reason' {
        { & $script:triage -CertificateFrom Sandbox -DeclineWorkload 'Anything' } | Should -Throw -ExpectedMessage '*DeclineReason*'
    }

    It 'accepts what is always taken, and does not touch it again' {
        $all = @(Get-FpxService).Name
        $results = @(& $script:triage -CertificateFrom Sandbox -AcceptWorkload $all)
        $accepted = @($results | Where-Object { $_.Action -eq 'Accepted' })
        $results | Where-Object { $_.Action -eq 'Failed' } | ForEach-Object { $_.Message } | Should -BeNullOrEmpty
        $accepted.Count | Should -BeGreaterThan 0
        $now = @(Get-FpxReferral | Where-Object { $_.ReferralId -in $accepted.ReferralId })
        $now.Acceptance.Name | Sort-Object -Unique | Should -Be 'Accepted'
        @(& $script:triage -CertificateFrom Sandbox -AcceptWorkload $all | Where-Object { $_.Action -eq 'Accepted' }) | Should -HaveCount 0
    }
}

Describe 'Export-AppDirectUnpaidInvoice' {
    BeforeAll {
        $script:unpaid = Join-Path -Path $script:folder -ChildPath 'Export-AppDirectUnpaidInvoice.ps1'
        $marketplace = Connect-AppDirectService -Environment Sandbox -PassThru
        $script:invoices = @(Get-AppDirectInvoice -Status UNPAID -Connection $marketplace)
        $marketplace | Disconnect-AppDirectService
    }

    It 'has every unpaid invoice, the oldest first, and a file that is read back' {
        $path = Join-Path -Path $TestDrive -ChildPath 'unpaid.csv'
        $rows = @(& $script:unpaid -SecretFrom Sandbox -Path $path)
        $script:invoices.Count | Should -BeGreaterThan 0
        @($rows.InvoiceNumber | Sort-Object) | Should -Be @($script:invoices.InvoiceNumber | Sort-Object)
        @($rows.DaysOverdue) | Should -Be @($rows.DaysOverdue | Sort-Object -Descending)
        @($rows | Where-Object { -not $_.CompanyName }) | Should -BeNullOrEmpty
        $read = @(Import-Csv -LiteralPath $path)
        $read.Count | Should -Be $rows.Count
        ($read | ForEach-Object { [decimal]::Parse($_.Total, [cultureinfo]::InvariantCulture) } | Measure-Object -Sum).Sum | Should -Be ($rows | Measure-Object -Property Total -Sum).Sum
        Test-Path -LiteralPath "$path.partial" | Should -BeFalse
    }

    It 'leaves out what is not overdue long enough' {
        $rows = @(& $script:unpaid -SecretFrom Sandbox -OverdueDays 10)
        @($rows | Where-Object { $_.DaysOverdue -lt 10 }) | Should -BeNullOrEmpty
    }
}

Describe 'Import-AppDirectUserFile' {
    BeforeAll {
        $script:import = Join-Path -Path $script:folder -ChildPath 'Import-AppDirectUserFile.ps1'
        $script:marketplace = Connect-AppDirectService -Environment Sandbox -PassThru
        $member = Get-AppDirectCompany -Connection $script:marketplace | Get-AppDirectMembership -Connection $script:marketplace | Select-Object -First 1
        $script:known = $member
        $script:users = Join-Path -Path $TestDrive -ChildPath 'users.csv'
        Set-Content -LiteralPath $script:users -Encoding UTF8 -Value @"
CompanyId,Email,FirstName,LastName,Role
$($member.CompanyId),$($member.Email),Known,Member,USER
$($member.CompanyId),ada@onboarding.example,Ada,Byron,USER; BILLING_ADMIN
$($member.CompanyId),not-an-address,No,Body,USER
00000000-0000-0000-0000-00000000f0f0,eve@onboarding.example,Eve,Nobody,USER
"@
    }

    AfterAll { $script:marketplace | Disconnect-AppDirectService }

    It 'plans with -WhatIf and adds nobody' {
        $rows = @(& $script:import -SecretFrom Sandbox -Path $script:users -InviterId $script:known.UserId -WhatIf)
        $rows.Action | Should -Be 'Unchanged', 'Planned', 'Planned', 'Failed'
        Get-AppDirectMembership -CompanyId $script:known.CompanyId -SearchText 'ada@onboarding.example' -Connection $script:marketplace | Should -BeNullOrEmpty
    }

    It 'adds who is missing, and nobody the second time' {
        $first = @(& $script:import -SecretFrom Sandbox -Path $script:users -InviterId $script:known.UserId)
        $first.Action | Should -Be 'Unchanged', 'Created', 'Failed', 'Failed'
        $first[2].Message | Should -Match 'mail address'
        $ada = Get-AppDirectMembership -CompanyId $script:known.CompanyId -SearchText 'ada@onboarding.example' -Connection $script:marketplace
        $ada.Roles -join ',' | Should -Match 'BILLING_ADMIN'
        $second = @(& $script:import -SecretFrom Sandbox -Path $script:users -InviterId $script:known.UserId)
        $second.Action | Should -Be 'Unchanged', 'Unchanged', 'Failed', 'Failed'
        $second[1].UserId | Should -Be $ada.UserId
    }

    It 'refuses a file with other columns' {
        $path = Join-Path -Path $TestDrive -ChildPath 'other.csv'
        Set-Content -LiteralPath $path -Value 'CompanyId,Email,Shoe', 'a,b@c.example,42'
        { & $script:import -SecretFrom Sandbox -Path $path } | Should -Throw -ExpectedMessage '*Shoe*'
    }
}
