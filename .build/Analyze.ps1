function Invoke-Analyzer {
    <#
    .SYNOPSIS
        Says what PSScriptAnalyzer finds in the scripts and in the examples of the help; fails when that is anything.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Root
    )

    Assert-BuildModule -Name PSScriptAnalyzer
    $settings = Join-Path -Path $Root -ChildPath '.PSScriptAnalyzerSettings.psd1'
    # A manifest is checked where the files are that it names.
    $manifest = Join-Path -Path $Root -ChildPath 'out/FastTrackFpx/FastTrackFpx.psd1'
    if (-not (Test-Path -LiteralPath $manifest)) { throw 'Analyze looks at the staged module too, and there is none. Run: ./build.ps1 Build, Analyze' }
    $scripts = @(Get-RepositoryScript -Root $Root) + (Get-Item -LiteralPath $manifest)
    $examples = @(Get-DocumentedExample -Path (Join-Path -Path $Root -ChildPath 'docs'))
    $findings = @(
        foreach ($script in $scripts) {
            # Tests hand variables from one block to the next, which the analyzer cannot see.
            $isTest = $script.Directory.Name -eq 'Pester'
            Invoke-ScriptAnalyzer -Path $script.FullName -Settings $settings |
                Where-Object { -not ($isTest -and $_.RuleName -eq 'PSUseDeclaredVarsMoreThanAssignments') }
        }
        foreach ($example in $examples) {
            Invoke-ScriptAnalyzer -ScriptDefinition $example.Code -Settings $settings |
                Select-Object -Property RuleName, Severity, Line, Message, @{ Name = 'ScriptName'; Expression = { $example.Name } }
        }
    )
    foreach ($finding in $findings) { Write-Warning -Message ('{0}:{1} {2}: {3}' -f $finding.ScriptName, $finding.Line, $finding.RuleName, $finding.Message) }
    if ($findings.Count -gt 0) {
        throw ('PSScriptAnalyzer has {0} findings.' -f $findings.Count)
    }
    '{0} scripts and {1} examples, no finding.' -f $scripts.Count, $examples.Count
}

function Get-RepositoryScript {
    <#
    .SYNOPSIS
        The scripts and manifests of the repository, without what is built.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Root
    )

    Get-ChildItem -Path $Root -Recurse -File -Force -Include '*.ps1', '*.psm1', '*.psd1' |
        Where-Object { $_.Name -ne 'FastTrackFpx.psd1' -and $_.FullName.Substring($Root.Length) -notmatch '[\\/](bin|obj|out|\.git)[\\/]' }
}

function Get-DocumentedExample {
    <#
    .SYNOPSIS
        The fenced PowerShell blocks of the markdown files below a folder.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Path
    )

    foreach ($page in Get-ChildItem -Path $Path -Recurse -File -Filter '*.md') {
        $text = [System.IO.File]::ReadAllText($page.FullName)
        $number = 0
        foreach ($block in [regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```')) {
            $number++
            [pscustomobject]@{ Page = $page.FullName; Name = "$($page.Name), example $number"; Code = $block.Groups[1].Value }
        }
    }
}
