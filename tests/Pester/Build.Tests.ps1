#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# build.ps1: its command line, and the installation of what was built.

BeforeDiscovery {
    # On Windows, the user's modules have a fixed folder: only a build server's may be written to.
    $canInstall = $PSVersionTable.PSEdition -eq 'Core' -and (-not $IsWindows -or $env:CI)
}

BeforeAll {
    $root = (Resolve-Path -Path (Join-Path -Path $PSScriptRoot -ChildPath '../..')).Path
    foreach ($file in 'ChildPowerShell', 'Task') { . (Join-Path -Path $root -ChildPath ".build/$file.ps1") }
}

Describe 'The tasks of build.ps1' {
    It 'are taken one by one from <Name>' -ForEach @(
        @{ Name = 'a list'; Given = @('Build', 'Test') }
        @{ Name = 'one text with a comma'; Given = @('Build,Test') }
        @{ Name = 'texts with a comma and blanks'; Given = @('Build,', 'Test') }
    ) {
        Resolve-BuildTask -Name $Given | Should -Be @('Build', 'Test')
    }

    It 'are all known before the first one runs, from outside PowerShell too' {
        $text = Invoke-PowerShell -Argument '-NonInteractive', '-File', "$root/build.ps1", 'Build,Tset' 2>&1 | Out-String
        $text | Should -Match "'Tset' is not a task"
        $text | Should -Not -Match 'Determining projects'
    }

    It 'are offered by Tab' {
        $line = "& '$root/build.ps1' Bui"
        [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText | Should -Be 'Build'
    }
}

Describe 'An installed build' -Skip:(-not $canInstall) {
    BeforeAll {
        $script:userHome = Join-Path -Path $TestDrive -ChildPath 'home'
        $null = New-Item -Path "$script:userHome/.local/share" -ItemType Directory
        $script:before = $env:HOME, $env:XDG_DATA_HOME, $env:PSModulePath
        $env:HOME, $env:XDG_DATA_HOME, $env:PSModulePath = $script:userHome, $null, $null
        $install = ". '$root/.build/Install.ps1'; Install-BuiltModule -Module '$env:FPX_MODULE'"
    }

    AfterAll {
        $env:HOME, $env:XDG_DATA_HOME, $env:PSModulePath = $script:before
    }

    It 'is found by its name, and replaces one of the same version' {
        $text = (Invoke-PowerShell -Argument '-NonInteractive', '-Command', "$install; $install")[1]
        $text | Should -Match '^FastTrackFpx [\d.]+ is installed in '
        $found = Invoke-PowerShell -Argument '-NonInteractive', '-Command', '@(Get-Module -ListAvailable -Name FastTrackFpx).Count; (Get-Command Get-FpxTenant).Module.ModuleBase'
        $found[0] | Should -Be '1'
        $text | Should -BeLike "*$($found[1])*"
    }
}
