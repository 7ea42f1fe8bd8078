#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# Tab, as the prompt does it.

BeforeAll {
    Import-Module -Name (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1') -Force

    function Complete {
        param([string] $Line)

        [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
    }
}

AfterAll {
    Get-FpxConnection | Disconnect-FpxService
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe 'Without a connection' {
    It 'offers no values, without an error' {
        $before = $Error.Count
        Complete -Line 'Get-FpxTenant -Workload ' | Where-Object { $_.ResultType -eq 'ParameterValue' } | Should -BeNullOrEmpty
        $Error.Count | Should -Be $before
    }

    It 'offers parameters and fixed values' {
        (Complete -Line 'Connect-FpxService -Env').CompletionText | Should -Contain '-Environment'
        (Complete -Line 'Connect-FpxService -Environment ').CompletionText | Should -Contain 'Sandbox'
        (Complete -Line 'Connect-FpxService -ApiVersion ').CompletionText | Should -Contain 'v1.2'
    }
}

Describe 'With a connection' {
    BeforeAll {
        Connect-FpxService -Environment Sandbox -Name 'my sandbox'
        $null = Get-FpxService
    }

    It 'offers the services, quoted where they have blanks' {
        $found = Complete -Line 'Get-FpxTenant -Workload '
        $found.Count | Should -BeGreaterThan 3
        $found.CompletionText | Should -Contain "'Microsoft Teams'"
        $found.ListItemText | Should -Contain 'Microsoft Teams'
    }

    It 'narrows them by what was typed, in any case, inside quotes too' {
        (Complete -Line 'Get-FpxTenant -Workload micro').ListItemText | Should -Contain 'Microsoft Teams'
        (Complete -Line "Get-FpxTenant -Workload 'MICROSOFT TEAMS").ListItemText | Should -Contain 'Microsoft Teams'
    }

    It 'offers second-level statuses below the service and the first level that are on the line already' {
        $valid = Get-FpxEntitlementStatus -Combination -Service 'Exchange Online' -L1 Blocked
        $found = Complete -Line "Get-FpxEntitlementStatus -Service 'Exchange Online' -L1 blocked -L2 "
        $found.ListItemText | Sort-Object | Should -Be ($valid.L2.Name | Sort-Object -Unique)
        (Complete -Line 'Get-FpxEntitlementStatus -L2 ').Count | Should -BeGreaterThan $found.Count
    }

    It 'offers tenants by name, so that the line parses and runs' {
        $null = Get-FpxContact -TenantId (Get-FpxTenant -First 1).Name -ErrorAction SilentlyContinue
        $found = Complete -Line 'Get-FpxContact -TenantId '
        $found.Count | Should -Be @(Get-FpxTenant).Count
        foreach ($match in $found) {
            $errors = $null
            $null = [System.Management.Automation.Language.Parser]::ParseInput("Get-FpxContact -TenantId $($match.CompletionText)", [ref] $null, [ref] $errors)
            $errors.Count | Should -Be 0 -Because $match.CompletionText
        }
        (Complete -Line 'Get-FpxTenant Birk').ListItemText | Should -Contain 'Birkenhain Versicherung GmbH'
    }

    It 'offers columns, workloads and no file where it has no value' {
        (Complete -Line 'Get-FpxReferral -SortColumn ').CompletionText | Should -Contain 'created'
        (Complete -Line 'Get-FpxUsage -Workload exch').ListItemText | Should -Contain 'Exchange Online'
        foreach ($line in 'New-FpxContact -Email ', 'Get-FpxReferral -SearchTerm ', 'Get-FpxChange -Since ', 'Connect-FpxService -CertificateThumbprint ', 'Get-FpxTenant -Workload nosuchworkload') {
            (Complete -Line $line).ResultType | Should -Not -Contain 'ProviderItem' -Because $line
        }
    }

    It 'offers the names of connections' {
        (Complete -Line 'Get-FpxTenant -Connection ').CompletionText | Should -Contain "'my sandbox'"
    }

    It 'makes no call once the list is there' {
        $null = Complete -Line 'Get-FpxTenant -Workload '
        $before = (Get-FpxConnection).CallsMade
        Complete -Line 'Get-FpxTenant -Workload ' | Should -Not -BeNullOrEmpty
        (Get-FpxConnection).CallsMade | Should -Be $before
    }
}
