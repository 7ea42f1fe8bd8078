function Update-ModuleHelp {
    <#
    .SYNOPSIS
        Builds, brings the pages up to the cmdlets and the outputs of their examples up to the sandbox, makes the MAML, and builds again to stage it.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Root,

        [Parameter(Mandatory)]
        [string] $Configuration
    )

    if ($PSVersionTable.PSVersion -lt [version]'7.4') { throw 'Docs needs PowerShell 7.4 or later: it runs what it builds. Start it with pwsh.' }
    Assert-BuildModule -Name Microsoft.PowerShell.PlatyPS
    $help = Join-Path -Path $PSScriptRoot -ChildPath 'help'
    $pages = Join-Path -Path $Root -ChildPath 'docs/en-US'
    $module = Join-Path -Path $Root -ChildPath 'out/FastTrackFpx'

    Invoke-DotNet -Argument 'build', '--configuration', $Configuration, '-v', 'quiet', '-clp:NoSummary'
    # Parameters are declared in base classes of the engine as well.
    $texts = foreach ($project in @(Get-ModuleService -Root $Root) + 'FastTrackFpx.Rest') {
        Join-Path -Path $Root -ChildPath "src/$project/bin/$Configuration/netstandard2.0/$project.xml"
    }
    Invoke-HelpScript -File (Join-Path -Path $help -ChildPath 'Update-HelpPage.ps1') -Argument @(
        '-ModulePath', $module
        '-XmlPath', ($texts -join [System.IO.Path]::PathSeparator)
        '-Path', $pages
    ) | Write-Verbose
    Update-ExampleOutput -Root $Root -Configuration $Configuration -Page (Get-ChildItem -Path $pages -Filter '*-*.md').FullName
    foreach ($service in Get-ModuleService -Root $Root | Where-Object { Test-Path -LiteralPath (Join-Path -Path $Root -ChildPath "src/$_/Help") }) {
        $maml = Join-Path -Path $Root -ChildPath "src/$service/Help/en-US/$service.dll-Help.xml"
        Invoke-HelpScript -File (Join-Path -Path $help -ChildPath 'ConvertTo-ModuleMaml.ps1') -Argument '-Path', $pages, '-Destination', $maml
    }
    Invoke-DotNet -Argument 'build', 'src/FastTrackFpx', '--configuration', $Configuration, '-v', 'quiet', '-clp:NoSummary'
}

function Get-ModuleService {
    <#
    .SYNOPSIS
        The names of the cmdlet assemblies, one for each service.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Root
    )

    ([xml][System.IO.File]::ReadAllText((Join-Path -Path $Root -ChildPath 'src/Services.props'))).SelectNodes('//ModuleService') | ForEach-Object { $_.Include }
}

function Invoke-HelpScript {
    <#
    .SYNOPSIS
        Runs a script in a PowerShell of its own and fails when it does.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $File,

        [string[]] $Argument = @()
    )

    Invoke-PowerShell -Argument (@('-NonInteractive', '-File', $File) + $Argument)
    if ($LASTEXITCODE -ne 0) { throw ('{0} ended with exit code {1}.' -f (Split-Path -Path $File -Leaf), $LASTEXITCODE) }
}

function Update-ExampleOutput {
    <#
    .SYNOPSIS
        Runs the examples of all pages against a fresh sandbox and writes what they put out below them.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Root,

        [Parameter(Mandatory)]
        [string] $Configuration,

        [Parameter(Mandatory)]
        [string[]] $Page
    )

    . (Join-Path -Path $PSScriptRoot -ChildPath 'help/ExampleRun.ps1')
    $state = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath ([guid]::NewGuid().ToString('n'))
    $program = Join-Path -Path $Root -ChildPath "src/FastTrackFpx.Sandbox/bin/$Configuration/net10.0/FastTrackFpx.Sandbox.dll"
    $sandbox = Start-PracticeSandbox -Path $program -State $state
    try {
        $module = Join-Path -Path $Root -ChildPath 'out/FastTrackFpx'
        $runs = Invoke-ExamplePage -ModulePath $module -SandboxFile (Join-Path -Path $state -ChildPath 'sandbox.json') -Page $Page
    }
    finally {
        $sandbox.Kill()
        $sandbox.WaitForExit()
        Remove-Item -LiteralPath $state -Recurse
    }
    $failed = @($runs | Where-Object -Property Failure)
    foreach ($run in $failed) { Write-Warning -Message ('{0}, example {1}: {2}' -f $run.Page, $run.Number, $run.Failure) }
    foreach ($file in $Page) { Set-ExampleOutput -Path $file -Run @($runs | Where-Object { $_.Page -eq [System.IO.Path]::GetFileNameWithoutExtension($file) }) }
    if ($failed.Count -gt 0) { throw ('{0} examples failed.' -f $failed.Count) }
}
