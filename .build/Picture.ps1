function Update-Picture {
    <#
    .SYNOPSIS
        Makes the pictures of the README, light and dark: the module at work in a terminal, and its report. Both show what a run against a fresh
        sandbox puts out.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Root,

        [Parameter(Mandatory)]
        [string] $Configuration
    )

    if ($PSVersionTable.PSVersion -lt [version]'7.4') { throw 'Pictures needs PowerShell 7.4 or later: it runs what it builds. Start it with pwsh.' }
    Invoke-DotNet -Argument 'build', '--configuration', $Configuration, '-v', 'quiet', '-clp:NoSummary'
    . (Join-Path -Path $PSScriptRoot -ChildPath 'help/ExampleRun.ps1')
    $state = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath ([guid]::NewGuid().ToString('n'))
    $program = Join-Path -Path $Root -ChildPath "src/FastTrackFpx.Sandbox/bin/$Configuration/net10.0/FastTrackFpx.Sandbox.dll"
    $sandbox = Start-PracticeSandbox -Path $program -State $state
    try {
        $script = Join-Path -Path $PSScriptRoot -ChildPath 'picture/Show-Module.ps1'
        $module = Join-Path -Path $Root -ChildPath 'out/FastTrackFpx/FastTrackFpx.psd1'
        $terminal = @(Invoke-PowerShell -Argument '-NonInteractive', '-File', $script, '-ModulePath', $module, '-State', $state | ForEach-Object { "$_" })
        $report = [System.IO.File]::ReadAllText((Join-Path -Path $state -ChildPath 'report.html'))
    }
    finally {
        $sandbox.Kill()
        $sandbox.WaitForExit()
        Remove-Item -LiteralPath $state -Recurse
    }

    $folder = (New-Item -Path (Join-Path -Path $Root -ChildPath 'docs/pictures') -ItemType Directory -Force).FullName
    foreach ($mode in 'light', 'dark') {
        $colours = Get-PageColour -Report $report -Mode $mode
        Write-Picture -Path (Join-Path -Path $folder -ChildPath "module-$mode.svg") -Svg (ConvertTo-TerminalPicture -Line $terminal -Colour $colours)
        Write-Picture -Path (Join-Path -Path $folder -ChildPath "report-$mode.svg") -Svg (ConvertTo-ReportPicture -Report $report -Colour $colours)
    }
}

function Get-PageColour {
    <#
    .SYNOPSIS
        The colours of the report's own style sheet, by their names.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Report,

        [Parameter(Mandatory)]
        [ValidateSet('light', 'dark')]
        [string] $Mode
    )

    $sets = [regex]::Matches($Report, ':root\{([^}]*)\}')
    $colours = @{}
    # The dark set replaces what differs.
    foreach ($set in $sets[0..$(if ($Mode -eq 'dark') { 1 } else { 0 })]) {
        foreach ($pair in [regex]::Matches($set.Groups[1].Value, '--(\w+):(#[0-9a-f]+)')) { $colours[$pair.Groups[1].Value] = $pair.Groups[2].Value }
    }
    $colours
}

function ConvertTo-TerminalPicture {
    <#
    .SYNOPSIS
        A terminal with lines that may have the colours of PowerShell's output.
    #>
    param(
        [Parameter(Mandatory)]
        [AllowEmptyString()]
        [string[]] $Line,

        [Parameter(Mandatory)]
        [hashtable] $Colour
    )

    $escape = [char]27
    $height = 44 + (19 * $Line.Count)
    $text = New-Object -TypeName System.Text.StringBuilder
    $y = 40
    foreach ($one in $Line) {
        $y += 19
        $null = $text.Append(('<text x="18" y="{0}">' -f $y))
        $fill = $null
        foreach ($part in [regex]::Matches($one, "$escape\[([0-9;]*)m|([^$escape]+)")) {
            if (-not $part.Groups[2].Success) {
                $fill = if ($part.Groups[1].Value -match '3[26]') { $Colour['c1'] } elseif ($part.Groups[1].Value -match '31') { $Colour['c3'] }
            }
            else {
                # Browsers drop blanks at the beginning and in a row.
                $words = [System.Security.SecurityElement]::Escape($part.Groups[2].Value.Replace(' ', [string][char]0xA0))
                $null = $text.Append($(if ($fill) { '<tspan fill="{0}">{1}</tspan>' -f $fill, $words } else { $words }))
            }
        }
        $null = $text.Append("</text>`n")
    }
    $title = '<title id="title">Cmdlets of FastTrackFpx in a terminal</title>'
    $lights = -join @(
        foreach ($light in @(22, 'c3'), @(42, 'c6'), @(62, 'c1')) { '<circle cx="{0}" cy="20" r="6" fill="{1}"/>' -f $light[0], $Colour[$light[1]] }
    )
    @"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 $height" role="img" aria-labelledby="title">$title
<rect x="1" y="1" width="858" height="$($height - 2)" rx="10" fill="$($Colour['card'])" stroke="$($Colour['line'])"/>
$lights
<g font-family="Cascadia Mono, Consolas, DejaVu Sans Mono, Menlo, monospace" font-size="14" fill="$($Colour['ink'])">
$text</g></svg>
"@
}

function ConvertTo-ReportPicture {
    <#
    .SYNOPSIS
        The key figures and the first charts of a report.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Report,

        [Parameter(Mandatory)]
        [hashtable] $Colour
    )

    $body = New-Object -TypeName System.Text.StringBuilder
    $x = 20
    foreach ($tile in [regex]::Matches($Report, '<dt>([^<]*)</dt><dd>([^<]*)</dd>')) {
        $fit = if ($tile.Groups[1].Value.Length -gt 20) { ' textLength="130" lengthAdjust="spacingAndGlyphs"' }
        $null = $body.Append(('<rect x="{0}" y="64" width="152" height="64" rx="8" fill="{1}" stroke="{2}"/>' -f $x, $Colour['card'], $Colour['line']))
        $null = $body.Append(
            ('<text x="{0}" y="86" font-size="11" fill="{1}"{2}>{3}</text>' -f ($x + 12), $Colour['dim'], $fit, $tile.Groups[1].Value))
        $null = $body.Append(('<text x="{0}" y="114" font-size="20" font-weight="600">{1}</text>' -f ($x + 12), $tile.Groups[2].Value))
        $x += 162
    }
    $x = 20
    foreach ($figure in @([regex]::Matches($Report, '(?s)<h2>([^<]*)</h2></figcaption>(<svg viewBox="0 0 (\d+) ([\d.]+)".*?</svg>)'))[0, 2]) {
        $null = $body.Append(('<rect x="{0}" y="144" width="476" height="400" rx="8" fill="{1}" stroke="{2}"/>' -f $x, $Colour['card'], $Colour['line']))
        $null = $body.Append(('<text x="{0}" y="170" font-size="15" font-weight="600">{1}</text>' -f ($x + 12), $figure.Groups[1].Value))
        $chart = $figure.Groups[2].Value -replace '^<svg ', ('<svg x="{0}" y="180" width="456" height="356" ' -f ($x + 10))
        $null = $body.Append($chart)
        $x += 490
    }
    $title = '<title id="title">A report of New-FpxReport: key figures, seats by status and service, usage against seats</title>'
    $heading = '<text x="20" y="42" font-size="22" font-weight="600">FastTrack customers</text>'
    $svg = @"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1006 564" role="img" aria-labelledby="title">$title
<rect x="1" y="1" width="1004" height="562" rx="10" fill="$($Colour['paper'])" stroke="$($Colour['line'])"/>
<g font-family="Segoe UI, system-ui, sans-serif" fill="$($Colour['ink'])">$heading$body</g></svg>
"@
    foreach ($name in $Colour.Keys) { $svg = $svg.Replace("var(--$name)", $Colour[$name]) }
    $svg
}

function Write-Picture {
    <#
    .SYNOPSIS
        Writes a picture that is well-formed XML.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Path,

        [Parameter(Mandatory)]
        [string] $Svg
    )

    $null = [xml]$Svg
    [System.IO.File]::WriteAllText($Path, $Svg.Replace("`r`n", "`n") + "`n")
}
