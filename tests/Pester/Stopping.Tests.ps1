#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }

BeforeDiscovery {
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
    $hasSignals = $isCore -and -not $IsWindows
}

BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'SandboxControl.ps1')
    . (Join-Path -Path $PSScriptRoot -ChildPath '../../.build/ChildPowerShell.ps1')
    $script:manifestPath = Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1'
    Import-Module -Name $script:manifestPath -Force
}

AfterAll {
    Get-FpxConnection | Disconnect-FpxService
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe 'Ctrl+C' {
    It 'ends a script in a terminal, its finally included, long before the call that it waits for' -Skip:(-not $hasSignals) {
        # A shell starts background jobs like this, and .NET leaves it so.
        $ignored = if (Test-Path -LiteralPath /proc/self/status) { (Select-String -LiteralPath /proc/self/status -Pattern '^SigIgn:\s*([0-9a-f]+)').Matches[0].Groups[1].Value }
        if ($ignored -and ([Convert]::ToUInt64($ignored, 16) -band 2)) {
            Set-ItResult -Skipped -Because 'SIGINT is ignored in this session, as in a background job of a shell'
            return
        }

        $mark = Join-Path -Path $TestDrive -ChildPath 'tidied'
        Set-SandboxDelay -Path timeZones
        try {
            $text = "Import-Module -Name '$script:manifestPath'; Connect-FpxService -Environment Sandbox -SkipCheck; try { Get-FpxTimeZone } finally { Set-Content -LiteralPath '$mark' -Value 'tidied' }"
            $process = Start-PowerShell -Argument '-NonInteractive', '-Command', $text
            Wait-SandboxDelay
            kill -s INT $process.Id
            $process.WaitForExit(30000) | Should -BeTrue
            Get-Content -LiteralPath $mark | Should -Be 'tidied'
        }
        finally {
            if (-not $process.HasExited) { $process.Kill() }
            Invoke-SandboxControl -Method DELETE -Path faults
        }
    }
}

Describe 'What ends a running write' -Skip:(-not $isCore) {
    BeforeAll {
        # A journal and shared limits of these tests alone, which they break.
        $script:folders = @{ FASTTRACKFPX_JOURNAL = Join-Path -Path $TestDrive -ChildPath 'journal'; FASTTRACKFPX_LIMITS = Join-Path -Path $TestDrive -ChildPath 'limits' }
        $script:before = @{}
        foreach ($name in $script:folders.Keys) {
            $script:before[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $script:folders[$name])
        }

        function Start-Write {
            # Creates a note in a thread job, over a connection that times out after three seconds, and returns when the service has the request.
            param([string] $Text, [hashtable] $Fault, [hashtable] $Connect = @{})

            $connection = Connect-FpxService -Environment Sandbox -Name writer -TimeoutSec 3 -SkipCheck -PassThru @Connect
            $script:tenant = $tenant = (Get-FpxTenant -First 1 -Connection $connection).TenantId
            $category = (Get-FpxNoteCategory -Connection $connection)[0]
            $null = Invoke-SandboxControl -Method PUT -Path faults -Body @{ rules = @(@{ method = 'POST'; path = '*/notes'; faults = @($Fault) }) }
            $job = Start-ThreadJob -ScriptBlock {
                Import-Module -Name $using:manifestPath
                $failures = $warnings = @()
                New-FpxNote -TenantId $using:tenant -Text $using:Text -NoteCategory $using:category -Connection $using:connection -ErrorVariable failures -WarningVariable warnings -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
                $failures | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }
                $warnings | ForEach-Object { "warning: $_" }
            }
            Wait-SandboxDelay
            $job
        }

        function Get-HeldNote {
            param([string] $Text)

            @(Get-FpxTenant -First 1 | Get-FpxNote -All | Where-Object -Property Text -EQ -Value $Text).Count
        }

        function Get-Entry {
            param([string] $Text)

            Get-FpxChange -Cmdlet New-FpxNote | Where-Object { $_.After.Note.Text -eq $Text }
        }
    }

    AfterEach {
        $null = Invoke-SandboxControl -Method DELETE -Path faults
        Get-FpxConnection | Disconnect-FpxService
    }

    AfterAll {
        foreach ($name in $script:before.Keys) { [Environment]::SetEnvironmentVariable($name, $script:before[$name]) }
    }

    It 'is recorded as unknown: <Command>, <When> the write is carried out' -ForEach @(
        @{ Command = 'Remove-Module'; Moment = 'before'; When = 'before'; Held = 0 }, @{ Command = 'Remove-Module'; Moment = 'headers'; When = 'after'; Held = 1 }
        @{ Command = 'Disconnect-FpxService'; Moment = 'headers'; When = 'after'; Held = 1 }, @{ Command = 'Stop-Job'; Moment = 'headers'; When = 'after'; Held = 1 }
    ) {
        $text = "$Command $Moment"
        $job = Start-Write -Text $text -Fault @{ kind = 'delay'; seconds = 60; moment = $Moment }

        switch ($Command) {
            'Remove-Module' { Remove-Module -Name FastTrackFpx }
            'Disconnect-FpxService' { Disconnect-FpxService -Connection writer }
            'Stop-Job' { Stop-Job -Job $job }
        }

        $null = Wait-Job -Job $job -Timeout 20
        $result = Receive-Job -Job $job
        Import-Module -Name $script:manifestPath
        $null = Invoke-SandboxControl -Method DELETE -Path faults
        Connect-FpxService -Environment Sandbox
        (Get-Entry -Text $text).Outcome | Should -Be Unknown -Because "the job wrote '$result'"
        Get-HeldNote -Text $text | Should -Be $Held
        Get-Entry -Text $text | Resolve-FpxChange
        (Get-Entry -Text $text).Outcome | Should -Be $(if ($Held) { 'Done' } else { 'Unknown' })
    }

    It 'is recorded as unknown if the shared limit fails before the read-back, and settled later' {
        $job = Start-Write -Text 'no permit' -Fault @{ kind = 'delay'; seconds = 60; moment = 'headers' } -Connect @{ RateLimitScope = 'Machine' }
        Rename-Item -LiteralPath $env:FASTTRACKFPX_LIMITS -NewName limits.away
        Set-Content -LiteralPath $env:FASTTRACKFPX_LIMITS -Value 'no folder'

        $job | Wait-Job -Timeout 30 | Receive-Job | Should -Be 'WriteUnsettled'
        (Get-Entry -Text 'no permit').Outcome | Should -Be Unknown

        # A write without a permit is not sent, and that is certain.
        $writes = @(Get-SandboxWrite).Count
        { New-FpxNote -TenantId $script:tenant -Text 'no permit at all' -NoteCategory 1 -Connection writer -ErrorAction Stop } | Should -Throw -ErrorId 'RateLimitUnavailable*'
        @(Get-SandboxWrite).Count | Should -Be $writes
        (Get-Entry -Text 'no permit at all').Outcome | Should -Be Failed

        Remove-Item -LiteralPath $env:FASTTRACKFPX_LIMITS
        Rename-Item -LiteralPath "$env:FASTTRACKFPX_LIMITS.away" -NewName limits
        $null = Invoke-SandboxControl -Method DELETE -Path faults
        Get-Entry -Text 'no permit' | Resolve-FpxChange
        (Get-Entry -Text 'no permit').Outcome | Should -Be Done
        Get-HeldNote -Text 'no permit' | Should -Be 1
    }

    It 'is a warning if the journal fails after the write, and recorded with the next one' {
        $job = Start-Write -Text 'no journal' -Fault @{ kind = 'delay'; seconds = 1; moment = 'headers' }
        Rename-Item -LiteralPath $env:FASTTRACKFPX_JOURNAL -NewName journal.away
        Set-Content -LiteralPath $env:FASTTRACKFPX_JOURNAL -Value 'no folder'

        $note, $warning = $job | Wait-Job -Timeout 30 | Receive-Job
        $note.Text | Should -Be 'no journal'
        $warning | Should -Match '^warning: The outcome \(Done\) could not be recorded'

        # A write that cannot be recorded is not sent.
        $failures = $null
        $writes = @(Get-SandboxWrite).Count
        Get-FpxTenant -First 1 | New-FpxNote -Text 'unrecorded' -NoteCategory 1 -ErrorAction SilentlyContinue -ErrorVariable failures
        "$($failures[0].FullyQualifiedErrorId)" | Should -Match '^JournalNotWritable'
        @(Get-SandboxWrite).Count | Should -Be $writes

        Remove-Item -LiteralPath $env:FASTTRACKFPX_JOURNAL
        Rename-Item -LiteralPath "$env:FASTTRACKFPX_JOURNAL.away" -NewName journal
        (Get-Entry -Text 'no journal').Outcome | Should -Be Pending -Because 'this process still has its outcome'
        $null = Get-FpxTenant -First 1 | New-FpxNote -Text 'the next one' -NoteCategory 1
        (Get-Entry -Text 'no journal').Outcome | Should -Be Done
    }
}
