#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# Cmdlets in pipelines, runspaces and jobs against the running sandbox that FASTTRACKFPX_SANDBOX names.

BeforeDiscovery {
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
    $hasThreadJob = $null -ne (Get-Command -Name Start-ThreadJob -ErrorAction SilentlyContinue)
}

BeforeAll {
    $script:manifestPath = Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1'
    Import-Module -Name $script:manifestPath -Force
    $script:connection = Connect-FpxService -Environment Sandbox -PassThru
}

AfterAll {
    Get-FpxConnection | Disconnect-FpxService
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe 'Tenants in a pipeline' {
    It 'go into variables and pass through on the way' {
        $kept = $null
        $out = @(Get-FpxTenant -First 3 -OutVariable kept -PipelineVariable tenant | ForEach-Object { $tenant.Name })
        $kept.Count | Should -Be 3
        $out | Should -Be $kept.Name
    }
}

Describe 'Other runspaces' {
    It 'use the connection they are given, as jobs of a parallel block' -Skip:(-not $isCore) {
        $connection = $script:connection
        $module = $script:manifestPath
        $job = 1..2 | ForEach-Object -AsJob -Parallel {
            Import-Module -Name $using:module
            Get-FpxTenant -Connection $using:connection -First 2
        }
        $tenants = @($job | Receive-Job -Wait -AutoRemoveJob)
        $tenants.Count | Should -Be 4
        $tenants[0] | Should -BeOfType ([FastTrackFpx.FpxTenant])
    }

    It 'use it as thread jobs' -Skip:(-not $hasThreadJob) {
        $connection = $script:connection
        $module = $script:manifestPath
        $job = Start-ThreadJob -ScriptBlock {
            Import-Module -Name $using:module
            Get-FpxTenant -Connection $using:connection -First 2
        }
        $tenants = @($job | Receive-Job -Wait -AutoRemoveJob)
        $tenants.Count | Should -Be 2
        $tenants[0] | Should -BeOfType ([FastTrackFpx.FpxTenant])
    }
}

Describe 'A copy from elsewhere' {
    # Jobs in other processes and remote sessions hand over copies without methods and without the certificate.
    It 'comes out of a job in another process, whose own connection stays there' {
        $connection = $script:connection
        $module = $script:manifestPath
        $job = Start-Job -ScriptBlock {
            Import-Module -Name $using:module
            try { Get-FpxTenant -Connection $using:connection -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            Connect-FpxService -Environment Sandbox
            Get-FpxTenant -First 1
        }
        $id, $tenant = $job | Receive-Job -Wait -AutoRemoveJob
        $id | Should -Match '^ConnectionDeserialized,'
        $tenant.PSObject.TypeNames | Should -Contain 'Deserialized.FastTrackFpx.FpxTenant'
        ($tenant | Get-FpxTenant).Name | Should -Be $tenant.Name
        @(Get-FpxConnection).Count | Should -Be 1
    }
}

Describe 'Strictness' {
    It 'ends at the first error where errors stop' {
        $good = @(Get-FpxTenant -First 2)
        $found = New-Object -TypeName System.Collections.Generic.List[object]
        $problem = {
            Set-StrictMode -Version Latest
            $ErrorActionPreference = 'Stop'
            $good[0].TenantId, [guid]::NewGuid(), $good[1].TenantId | Get-FpxTenant | ForEach-Object { $found.Add($_) }
        } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -Match '^NotFound,'
        $found.TenantId | Should -Be $good[0].TenantId
    }
}
