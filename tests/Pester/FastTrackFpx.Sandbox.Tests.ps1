#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# The module in a real PowerShell against a running sandbox, which the environment variable FASTTRACKFPX_SANDBOX names.

BeforeAll {
    Import-Module -Name (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1') -Force
    $script:connection = Connect-FpxService -Environment Sandbox -PassThru
}

AfterAll {
    Get-FpxConnection | Disconnect-FpxService
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe 'Tenants in a pipeline' {
    It 'come out typed' {
        Get-FpxTenant | Select-Object -First 1 | Should -BeOfType ([FastTrackFpx.FpxTenant])
    }

    It 'bind by property name to the next cmdlet' {
        $all = @(Get-FpxTenant | Select-Object -First 3)
        $again = @($all | Get-FpxTenant)
        $again.TenantId | Should -Be $all.TenantId
    }

    It 'are shown as a table within 120 columns' {
        $text = Get-FpxTenant | Select-Object -First 5 | Out-String -Width 120
        $text | Should -Match 'TenantId'
        $text -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 120 }
    }

    It 'go to a CSV file and come back' {
        $path = Join-Path -Path $TestDrive -ChildPath 'tenants.csv'
        Get-FpxTenant | Select-Object -First 3 | Export-Csv -Path $path -NoTypeInformation
        Get-Content -Path $path -Raw | Should -Not -Match 'System\.Collections|FastTrackFpx\.Fpx'
        $rows = @(Import-Csv -Path $path | Get-FpxTenant)
        $rows.Count | Should -Be 3
    }

    It 'keep their shape in JSON' {
        $json = Get-FpxTenant | Select-Object -First 1 | ConvertTo-Json -Depth 4 | ConvertFrom-Json
        $json.TenantId | Should -Not -BeNullOrEmpty
        $json.ClaimedWorkloads[0].Name | Should -Not -BeNullOrEmpty
    }
}

Describe 'Names for ids' {
    It 'completes a workload from what was read' {
        $null = Get-FpxService
        $line = 'Get-FpxTenant -Workload '
        $matched = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches
        $matched.Count | Should -BeGreaterThan 3
    }

    It 'finds tenants of a workload by its name in any case' {
        $name = (Get-FpxTenant | Select-Object -First 1).ClaimedWorkloads[0].Name
        $found = @(Get-FpxTenant -Workload $name.ToUpperInvariant())
        $found.Count | Should -BeGreaterThan 0
        foreach ($tenant in $found) { $tenant.ClaimedWorkloads.Name | Should -Contain $name }
    }
}

Describe 'Other runspaces' {
    It 'use the connection they are given' {
        $connection = $script:connection
        $module = $env:FPX_MODULE
        $counts = 1..3 | ForEach-Object -Parallel {
            Import-Module -Name (Join-Path -Path $using:module -ChildPath 'FastTrackFpx.psd1')
            @(Get-FpxTenant -Connection $using:connection | Select-Object -First 2).Count
        }
        $counts | Should -Be @(2, 2, 2)
    }

    It 'do not see the connection of this one' {
        $module = $env:FPX_MODULE
        $id = 1 | ForEach-Object -Parallel {
            Import-Module -Name (Join-Path -Path $using:module -ChildPath 'FastTrackFpx.psd1')
            try { Get-FpxTenant -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
        }
        $id | Should -Match '^NotConnected'
    }
}

Describe 'Strictness' {
    It 'runs under strict mode with errors that stop' {
        $count = & {
            Set-StrictMode -Version Latest
            $ErrorActionPreference = 'Stop'
            @(Get-FpxTenant | Select-Object -First 2).Count
        }
        $count | Should -Be 2
    }

    It 'has an error id, a category, a target and a recommended action for an unknown tenant' {
        $unknown = [guid]::NewGuid()
        Get-FpxTenant -TenantId $unknown -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Match '^NotFound'
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        "$($problem[0].TargetObject)" | Should -Be "$unknown"
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
