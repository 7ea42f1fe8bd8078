#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# The question before a change, as a terminal asks it. WriteCoverageTests asks it of every cmdlet.

BeforeDiscovery {
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
}

Describe 'A change of high impact' -Skip:(-not $isCore) {
    BeforeAll {
        . (Join-Path -Path $PSScriptRoot -ChildPath '../../.build/ChildPowerShell.ps1')
        Import-Module -Name (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1') -Force
        Connect-FpxService -Environment Sandbox
        $tenant = (Get-FpxTenant -First 1).TenantId
        $contact = New-FpxContact -TenantId $tenant -Name 'Ada Example' -Email 'ada@changes.example' -Title 'IT lead' -ContactType Customer -CountryRegion Germany -SurveyEligible $true -SurveyLanguage German -Service OneDrive
        $script:connect = "Import-Module -Name '$env:FPX_MODULE/FastTrackFpx.psd1'; Connect-FpxService -Environment Sandbox"
        $script:remove = "Remove-FpxContact -TenantId $tenant -ContactId $($contact.ContactId)"
        $script:count = "@(Get-FpxContact -TenantId $tenant | Where-Object -Property ContactId -EQ -Value $($contact.ContactId)).Count"
    }

    AfterAll {
        Get-FpxConnection | Disconnect-FpxService
        Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
    }

    It 'ends without a change where a prompt cannot be shown' {
        $deny = 'Get-FpxReferral | Where-Object { -not $_.Acceptance } | Select-Object -First 1 | Deny-FpxReferral -DeclineReason (Get-FpxReferralDeclineReason)[0]'
        $before = @(Get-FpxReferral).Count, @(Get-FpxChange).Count
        $lines = Invoke-PowerShell -Argument '-NonInteractive', '-Command', "$script:connect; try { $script:remove } catch { `$_.FullyQualifiedErrorId }; try { $deny } catch { `$_.FullyQualifiedErrorId }; $script:count"
        $lines[0, 1] | ForEach-Object { $_ | Should -Match '^InvalidOperation' }
        $lines[2] | Should -Be '1'
        @(Get-FpxReferral).Count, @(Get-FpxChange).Count | Should -Be $before
    }

    It 'asks without being told to, and is done when the answer is yes' {
        $text = Invoke-PowerShell -InputLine 'N', 'Y' -Argument '-Command', "$script:connect; $script:remove; 'left {0}' -f $script:count; $script:remove; 'left {0}' -f $script:count" | Out-String
        [regex]::Matches($text, '\[Y\] Yes .*\[N\] No ').Count | Should -Be 2
        [regex]::Matches($text, 'left \d').Value | Should -Be 'left 1', 'left 0'
    }
}
