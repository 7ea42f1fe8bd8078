#Requires -Version 7.4
<#
.SYNOPSIS
    Brings the help pages up to the built cmdlets. Run by the Docs task in a process of its own, which then holds the newest assemblies.
.DESCRIPTION
    What a page says in prose is kept. Syntax, parameters and their descriptions come from the assembly and its XML documentation: a parameter
    is described where it is declared, and nowhere else. A cmdlet without a page gets one to be filled in.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string] $XmlPath,

    [Parameter(Mandatory)]
    [string] $Path
)

# No strict mode: PlatyPS reads properties that are not always there.
$ErrorActionPreference = 'Stop'
Import-Module -Name Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.1
Import-Module -Name (Resolve-Path -LiteralPath (Join-Path -Path $ModulePath -ChildPath 'FastTrackFpx.psd1')).Path

$comments = @{}
foreach ($file in $XmlPath.Split([System.IO.Path]::PathSeparator)) {
    foreach ($member in ([xml][System.IO.File]::ReadAllText($file)).doc.members.member) { $comments[$member.name] = $member }
}

function ConvertFrom-XmlComment {
    # The summary of a member as markdown: one paragraph, code in backticks.
    param($Member)

    $text = $Member.SelectSingleNode('summary').InnerXml
    $text = [regex]::Replace($text, '(?s)<c>(.*?)</c>', '`$1`')
    $text = [regex]::Replace($text, '<see(also)? cref="\w:(?:[\w.]+\.)?(\w+)"\s*/>', '`$2`')
    $text = [regex]::Replace($text, '<paramref name="(\w+)"\s*/>', '`$1`')
    $text = [regex]::Replace($text, '</?para>', ' ')
    if ($text -match '<') { throw "A comment has markup that has no place on a help page: $text" }
    [System.Net.WebUtility]::HtmlDecode([regex]::Replace($text, '\s+', ' ').Trim())
}

function Get-ParameterComment {
    # A parameter can be declared in a base class, or override one that is.
    param([type] $Type, [string] $Name)

    for ($owner = $Type; $null -ne $owner; $owner = $owner.BaseType) {
        $declared = if ($owner.IsGenericType) { $owner.GetGenericTypeDefinition() } else { $owner }
        $member = $comments["P:$($declared.FullName).$Name"]
        if ($null -ne $member -and $null -ne $member.SelectSingleNode('summary')) { return ConvertFrom-XmlComment -Member $member }
    }
    throw "$($Type.Name).$Name has no summary."
}

function Get-ParameterDefault {
    # The value that the parameter's property has by itself; nothing where that means "not given".
    param($Cmdlet, [System.Reflection.PropertyInfo] $Property)

    if ($Property.GetCustomAttributes([Parameter], $true).Mandatory -contains $true) { return '' }
    $value = $Property.GetValue($Cmdlet)
    switch ($Property.PropertyType) {
        ([switch]) { return 'False' }
        { $_.IsEnum } { if ([enum]::IsDefined($_, $value)) { return "$value" } }
        { $_ -in [int], [long] } { if ($value -ne 0) { return "$value" } }
        ([string]) { return "$value" }
    }
    ''
}

function Get-AcceptedValue {
    # What a parameter with a short list of values takes.
    param([System.Reflection.PropertyInfo] $Property, [type] $Type)

    $list = $Property.GetCustomAttributes([System.Management.Automation.ValidateSetAttribute], $true)
    if ($list) { $list[0].ValidValues }
    elseif ($Type.IsEnum) { [enum]::GetNames($Type) }
}

function Set-ParameterFact {
    # What PlatyPS cannot see from outside a compiled cmdlet.
    param($Help, $Cmdlet)

    foreach ($parameter in $Help.Parameters) {
        if ($parameter.Name -in 'WhatIf', 'Confirm', 'IncludeTotalCount') { $parameter.DefaultValue = 'False' }
        $property = $Cmdlet.GetType().GetProperty($parameter.Name)
        if ($null -eq $property) { continue }
        $type = [Nullable]::GetUnderlyingType($property.PropertyType)
        if ($null -eq $type) { $type = $property.PropertyType }
        # That a number may be left out need not be read as System.Nullable`1[System.Int64].
        $parameter.Type = $type.FullName
        $parameter.DefaultValue = Get-ParameterDefault -Cmdlet $Cmdlet -Property $property
        $valueType = if ($type.IsArray) { $type.GetElementType() } else { $type }
        foreach ($value in Get-AcceptedValue -Property $property -Type $valueType) { $parameter.AcceptedValues.Add($value) }
    }
}

function Set-InputByName {
    # Types that come by property name alone: by the names of which parameters.
    param($Help)

    foreach ($type in $Help.Inputs) {
        $takers = @($Help.Parameters | Where-Object { $_.Type -eq $type.Typename -and $_.ParameterSets.ValueFromPipelineByPropertyName -contains $true })
        $piped = $Help.Parameters | Where-Object { $_.Type -eq $type.Typename -and $_.ParameterSets.ValueFromPipeline -contains $true }
        if ($takers.Count -eq 0 -or $piped) { continue }
        $names = @($takers.Name | Sort-Object | ForEach-Object { '`' + $_ + '`' })
        $type.Description = if ($names.Count -eq 1) { "An object with a property $names." }
        else { "An object with properties $(($names | Select-Object -SkipLast 1) -join ', ') or $($names[-1])." }
    }
}

function Copy-Prose {
    # What only a person can write, from the page as it is.
    param($From, $To)

    $To.Synopsis = $From.Synopsis
    $To.Description = $From.Description
    $To.Notes = $From.Notes
    $To.Examples.Clear()
    foreach ($example in $From.Examples) { $To.Examples.Add($example) }
    $To.RelatedLinks.Clear()
    foreach ($link in $From.RelatedLinks) { $To.RelatedLinks.Add($link) }
    foreach ($list in 'Inputs', 'Outputs') {
        foreach ($type in $To.$list) {
            $known = $From.$list | Where-Object { $_.Typename -eq $type.Typename } | Select-Object -First 1
            if ($known) { $type.Description = $known.Description }
        }
    }
}

# The help of AppDirect is generated with its cmdlets and has no pages.
$commands = Get-Command -Module FastTrackFpx -CommandType Cmdlet | Where-Object { $_.ImplementingType.Assembly.GetName().Name -ne 'FastTrackFpx.AppDirect' }
foreach ($command in $commands) {
    $page = Join-Path -Path $Path -ChildPath "$($command.Name).md"
    $help = New-CommandHelp -CommandInfo $command
    $help.Metadata['HelpUri'] = ''
    $help.Metadata['external help file'] = ('{0}.dll-Help.xml' -f $command.ImplementingType.Assembly.GetName().Name)
    $null = $help.Metadata.Remove('ms.date')
    foreach ($parameter in $help.Parameters) {
        $parameter.Description = switch ($parameter.Name) {
            'WhatIf' { 'Shows what would change, and changes nothing.' }
            'First' { 'Returns at most this many records and stops reading.' }
            'Skip' { 'Skips this many records.' }
            'IncludeTotalCount' { 'Returns the total number of records first, if the service reports it before they are read.' }
            'Confirm' { 'Prompts before each change. `-Confirm:$false` suppresses the prompt.' }
            default { Get-ParameterComment -Type $command.ImplementingType -Name $_ }
        }
    }
    if (Test-Path -LiteralPath $page) { Copy-Prose -From (Import-MarkdownCommandHelp -Path $page) -To $help }
    Set-ParameterFact -Help $help -Cmdlet ([Activator]::CreateInstance($command.ImplementingType))
    Set-InputByName -Help $help

    $folder = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath ([guid]::NewGuid().ToString('n'))
    try {
        $made = Export-MarkdownCommandHelp -CommandHelp $help -OutputFolder $folder
        # PlatyPS notes the day; the repository's history knows it better. It also ends lines with blanks.
        $lines = [System.IO.File]::ReadAllLines($made.FullName) | Where-Object { $_ -notlike 'ms.date:*' } | ForEach-Object { $_.TrimEnd() }
        $text = ($lines -join "`n").TrimEnd() + "`n"
        $text = [regex]::Replace($text, '(?s)(?<=\n## ALIASES\n\n).*?(?=\n## )', "None.`n")
        [System.IO.File]::WriteAllText($page, $text)
    }
    finally {
        Remove-Item -LiteralPath $folder -Recurse
    }
    $page
}

# A page of a cmdlet that is gone would be found by search engines for years.
Get-ChildItem -Path $Path -Filter '*-*.md' | Where-Object { $_.BaseName -notin $commands.Name } | Remove-Item

# The page of the module itself: every cmdlet with its synopsis.
$manifest = Test-ModuleManifest -Path (Join-Path -Path $ModulePath -ChildPath 'FastTrackFpx.psd1')
$all = Get-ChildItem -Path $Path -Filter '*-*.md' | Sort-Object -Property Name | ForEach-Object { Import-MarkdownCommandHelp -Path $_.FullName }
$folder = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath ([guid]::NewGuid().ToString('n'))
try {
    $made = New-MarkdownModuleFile -CommandHelp $all -OutputFolder $folder
    $lines = [System.IO.File]::ReadAllLines($made.FullName) | Where-Object { $_ -notlike 'ms.date:*' } | ForEach-Object { $_.TrimEnd() }
    $text = ($lines -join "`n").TrimEnd() + "`n"
    $text = $text.Replace('{{ Add module description here. }}', $manifest.Description).Replace('00000000-0000-0000-0000-000000000000', $manifest.Guid)
    [System.IO.File]::WriteAllText((Join-Path -Path $Path -ChildPath 'FastTrackFpx.md'), $text)
}
finally {
    Remove-Item -LiteralPath $folder -Recurse
}
