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
    It 'come out typed' {
        Get-FpxTenant | Select-Object -First 1 | Should -BeOfType ([FastTrackFpx.FpxTenant])
    }

    It 'bind by property name to the next cmdlet' {
        $all = @(Get-FpxTenant | Select-Object -First 3)
        $again = @($all | Get-FpxTenant)
        $again.TenantId | Should -Be $all.TenantId
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

    It 'go into variables and pass through on the way' {
        $kept = $null
        $out = @(Get-FpxTenant -First 3 -OutVariable kept -PipelineVariable tenant | ForEach-Object { $tenant.Name })
        $kept.Count | Should -Be 3
        $out | Should -Be $kept.Name
    }

    It 'stop when the reader has enough' {
        $before = (Get-FpxConnection).CallsMade
        $null = Get-FpxTenant | Select-Object -First 1
        (Get-FpxConnection).CallsMade - $before | Should -BeLessOrEqual 2
    }
}

Describe 'Other runspaces' {
    It 'use the connection they are given' -Skip:(-not $isCore) {
        $connection = $script:connection
        $module = $script:manifestPath
        $counts = 1..3 | ForEach-Object -Parallel {
            Import-Module -Name $using:module
            @(Get-FpxTenant -Connection $using:connection | Select-Object -First 2).Count
        }
        $counts | Should -Be @(2, 2, 2)
    }

    It 'do not see the connection of this one' -Skip:(-not $isCore) {
        $module = $script:manifestPath
        $id = 1 | ForEach-Object -Parallel {
            Import-Module -Name $using:module
            try { Get-FpxTenant -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
        }
        $id | Should -Match '^NotConnected'
    }

    It 'may end their own connections without ending this one' -Skip:(-not $isCore) {
        $module = $script:manifestPath
        $left = 1..2 | ForEach-Object -Parallel {
            Import-Module -Name $using:module
            Connect-FpxService -Environment Sandbox
            Get-FpxConnection | Disconnect-FpxService
            @(Get-FpxConnection).Count
        }
        $left | Should -Be @(0, 0)
        { Get-FpxTenant -First 1 -ErrorAction Stop } | Should -Not -Throw
    }

    It 'include the jobs of a parallel block' -Skip:(-not $isCore) {
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

    It 'include thread jobs' -Skip:(-not $hasThreadJob) {
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
    BeforeAll {
        $text = [System.Management.Automation.PSSerializer]::Serialize($script:connection)
        $script:copy = [System.Management.Automation.PSSerializer]::Deserialize($text)
    }

    It 'of a connection is refused, with what to do instead' {
        $problem = { Get-FpxTenant -Connection $script:copy -ErrorAction Stop } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -Match '^ConnectionDeserialized,'
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'of a tenant still names its id' {
        $tenant = Get-FpxTenant -First 1
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($tenant))
        ($copy | Get-FpxTenant).TenantId | Should -Be $tenant.TenantId
    }

    It 'of a contact names what it takes to change it' {
        $contact = Get-FpxTenant -First 1 | Get-FpxContact -First 1
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($contact))
        try {
            ($copy | Set-FpxContact -Title 'Elsewhere' -Confirm:$false -PassThru).Title | Should -Be 'Elsewhere'
        }
        finally { $contact | Set-FpxContact -Title $contact.Title -Confirm:$false }
    }

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

    It 'ends at the first error where errors stop' {
        $good = @(Get-FpxTenant -First 2)
        $found = New-Object -TypeName System.Collections.Generic.List[object]
        $problem = {
            $ErrorActionPreference = 'Stop'
            $good[0].TenantId, [guid]::NewGuid(), $good[1].TenantId | Get-FpxTenant | ForEach-Object { $found.Add($_) }
        } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -Match '^NotFound,'
        $found.TenantId | Should -Be $good[0].TenantId
    }
}

Describe 'Streams' {
    It 'hold no secret, whatever is turned on' {
        $password = [guid]::NewGuid().ToString('n')
        $token = New-Object -TypeName System.Security.SecureString
        foreach ($sign in $password.ToCharArray()) { $token.AppendChar($sign) }
        $all = & {
            $DebugPreference = 'Continue'
            Connect-FpxService -Environment Sandbox -Name secret -AccessToken $token -Verbose -Debug
            Get-FpxTenant -Connection secret -First 1 -Verbose -Debug
            Get-FpxConnection -Name secret | Format-List -Property *
            Disconnect-FpxService -Connection secret
        } *>&1 | Out-String -Width 500
        $all | Should -Not -Match $password
        $all | Should -Not -Match 'BEGIN (RSA )?PRIVATE KEY'
    }
}
