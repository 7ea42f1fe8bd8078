#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# Help as a user gets it, and every example of every page run against the sandbox.

BeforeDiscovery {
    $manifest = Test-ModuleManifest -Path (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1')
    $cmdlets = foreach ($name in $manifest.ExportedCmdlets.Keys) { @{ Name = $name } }
    $docs = Join-Path -Path $PSScriptRoot -ChildPath '../../docs/en-US'
    $topics = foreach ($file in Get-ChildItem -Path $docs -Filter 'about_*.help.txt') { @{ Name = $file.Name -replace '\.help\.txt$' } }
    $examples = foreach ($page in Get-ChildItem -Path $docs -Filter '*-*.md' | Sort-Object -Property Name) {
        $number = 0
        $text = [System.IO.File]::ReadAllText($page.FullName).Replace("`r`n", "`n")
        foreach ($block in [regex]::Matches($text, '(?ms)^```powershell\n.*?^```\n(?:\n```output\n(?<output>.*?)^```\n)?')) {
            $number++
            @{ Page = $page.BaseName; Number = $number; Shown = $block.Groups['output'].Value }
        }
    }
    $services = ([xml][System.IO.File]::ReadAllText((Join-Path -Path $PSScriptRoot -ChildPath '../../src/Services.props'))).SelectNodes('//ModuleService')
    # The help of AppDirect is generated with its cmdlets.
    $helpFiles = foreach ($service in $services) { if ($service.Include -ne 'FastTrackFpx.AppDirect') { @{ Name = $service.Include } } }
    $hasPlatyPS = $PSVersionTable.PSVersion -ge [version]'7.4' -and $null -ne (Get-Module -ListAvailable -Name Microsoft.PowerShell.PlatyPS)
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
}

BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath '../../.build/ChildPowerShell.ps1')
    Import-Module -Name (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1') -Force
    $script:root = (Resolve-Path -Path (Join-Path -Path $PSScriptRoot -ChildPath '../..')).Path
}

AfterAll {
    Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
}

Describe 'Get-Help <Name>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help -Name $Name -Full
    }

    It 'says what it is for in a sentence' {
        # Without help, the synopsis is the syntax.
        $help.Synopsis | Should -Match '^[A-Z].*\.$'
        $help.Synopsis | Should -Not -Match ([regex]::Escape($Name))
    }

    It 'has examples with code and words' {
        $all = @($help.examples.example)
        $all.Count | Should -BeGreaterOrEqual $(if ($Name -like '*-AppDirect*') { 1 } else { 2 })
        foreach ($example in $all) {
            $example.code | Should -Not -BeNullOrEmpty
            ($example.remarks | Out-String).Trim() | Should -Not -BeNullOrEmpty
        }
    }

    It 'describes each parameter' {
        $described = @($help.parameters.parameter)
        foreach ($parameter in (Get-Command -Name $Name).Parameters.Values) {
            if ([System.Management.Automation.Cmdlet]::CommonParameters -contains $parameter.Name) { continue }
            $told = $described | Where-Object { $_.name -eq $parameter.Name }
            ($told.description | Out-String).Trim() | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name)"
        }
    }

    It 'names endpoint or the lack of one' {
        ($help.alertSet | Out-String) | Should -Match 'Endpoint|Sends no request'
    }
}

Describe 'Get-Help <Name>' -ForEach $topics {
    It 'finds the topic' {
        "$(Get-Help -Name $Name)" | Should -Match $Name
    }

    It 'leads on to help that is there' {
        $text = Get-Content -LiteralPath (Join-Path -Path $env:FPX_MODULE -ChildPath "en-US/$Name.help.txt") -Raw
        $names = (($text -split '(?m)^SEE ALSO\r?$')[1] -split "`r?`n").Trim() | Where-Object { $_ -match 'Fpx|CloudCockpit|LongJump|AppDirect' }
        $names | Should -Not -BeNullOrEmpty
        foreach ($other in $names) {
            $isThere = if ($other -like 'about_*') { Test-Path -LiteralPath (Join-Path -Path $env:FPX_MODULE -ChildPath "en-US/$other.help.txt") } else { [bool](Get-Command -Name $other -ErrorAction SilentlyContinue) }
            $isThere | Should -BeTrue -Because $other
        }
    }
}

Describe 'The file that Get-Help reads' {
    It 'is what PlatyPS makes of the pages: <Name>' -Skip:(-not $hasPlatyPS) -ForEach $helpFiles {
        $made = Join-Path -Path $TestDrive -ChildPath "$Name.dll-Help.xml"
        Invoke-PowerShell -Argument '-NonInteractive', '-File', "$script:root/.build/help/ConvertTo-ModuleMaml.ps1", '-Path', "$script:root/docs/en-US", '-Destination', $made
        $kept = Join-Path -Path $script:root -ChildPath "src/$Name/Help/en-US/$Name.dll-Help.xml"
        (Get-Content -LiteralPath $made -Raw) -eq (Get-Content -LiteralPath $kept -Raw).Replace("`r`n", "`n") | Should -BeTrue -Because './build.ps1 Docs makes it anew'
    }
}

Describe 'Example' -Skip:(-not $isCore) {
    BeforeAll {
        . (Join-Path -Path $script:root -ChildPath '.build/help/ExampleRun.ps1')
        $state = Join-Path -Path $TestDrive -ChildPath 'sandbox'
        $program = Get-ChildItem -Path (Join-Path -Path $script:root -ChildPath 'src/FastTrackFpx.Sandbox/bin') -Recurse -Filter FastTrackFpx.Sandbox.dll |
            Where-Object { $_.FullName -notmatch '[\\/]ref(int)?[\\/]' } | Sort-Object -Property LastWriteTime -Descending | Select-Object -First 1
        # Pages are written with a fresh sandbox, so they are read with one.
        $script:sandbox = Start-PracticeSandbox -Path $program.FullName -State $state
        $script:pages = Get-ChildItem -Path (Join-Path -Path $script:root -ChildPath 'docs/en-US') -Filter '*-*.md' | Sort-Object -Property Name
        $script:runs = @(Invoke-ExamplePage -ModulePath $env:FPX_MODULE -SandboxFile (Join-Path -Path $state -ChildPath 'sandbox.json') -Page $script:pages.FullName)
    }

    AfterAll {
        if ($script:sandbox) {
            $script:sandbox.Kill()
            $script:sandbox.WaitForExit()
        }
    }

    It 'is one of <_>, and each of them was run' -ForEach $examples.Count {
        $_ | Should -BeGreaterOrEqual (2 * @($script:pages).Count)
        $script:runs.Count | Should -Be $_
    }

    It '<Number> of <Page> runs and puts out what the page shows' -ForEach $examples {
        $run = $script:runs | Where-Object { $_.Page -eq $Page -and $_.Number -eq $Number }
        $run | Should -Not -BeNullOrEmpty
        $run.Failure | Should -BeNullOrEmpty
        ConvertTo-Shape -Text $run.Output | Should -Be (ConvertTo-Shape -Text $Shown) -Because './build.ps1 Docs writes it anew'
    }
}
