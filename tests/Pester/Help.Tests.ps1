#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# Help as a user gets it, and every example of every page run against the sandbox.

BeforeDiscovery {
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

Describe 'Get-Help of each cmdlet' {
    BeforeAll {
        # One test for all cmdlets: a test for each would cost more than the help.
        $script:commands = Get-Command -Module FastTrackFpx
        $script:help = foreach ($command in $script:commands) { Get-Help -Name $command.Name -Full }

        function Get-Text { param($Part) (-join $Part.Text).Trim() }
    }

    It 'is there' {
        $script:help.Name | Should -Be $script:commands.Name
    }

    It 'says what the cmdlet is for in a sentence' {
        # Without help, the synopsis is the syntax.
        $script:help | Where-Object { $_.Synopsis -cnotmatch '^[A-Z].*\.$' -or $_.Synopsis.Contains($_.Name) } | ForEach-Object { $_.Name } | Should -BeNullOrEmpty
    }

    It 'has examples with code and words' {
        foreach ($page in $script:help) {
            $examples = @($page.examples.example)
            $examples.Count | Should -BeGreaterOrEqual $(if ($page.Name -like '*-AppDirect*') { 1 } else { 2 }) -Because $page.Name
            $examples | Where-Object { -not $_.code -or -not (Get-Text -Part $_.remarks) } | Should -BeNullOrEmpty -Because $page.Name
        }
    }

    It 'describes each parameter' {
        $missing = foreach ($number in 0..($script:commands.Count - 1)) {
            $command = $script:commands[$number]
            $parameters = $script:help[$number].parameters.parameter
            $described = $parameters | Where-Object { Get-Text -Part $_.description } | ForEach-Object { $_.name }
            $command.Parameters.Keys | Where-Object { $_ -notin $described -and $_ -notin [System.Management.Automation.Cmdlet]::CommonParameters } | ForEach-Object { "$($command.Name) -$_" }
        }
        $missing | Should -BeNullOrEmpty
    }

    It 'names the endpoint or the lack of one' {
        $script:help | Where-Object { (Get-Text -Part $_.alertSet.alert) -notmatch 'Endpoint|Sends no request' } | ForEach-Object { $_.Name } | Should -BeNullOrEmpty
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
