#Requires -Version 7.4
<#
.SYNOPSIS
    Makes the file that Get-Help reads from the help pages.
.DESCRIPTION
    PlatyPS 1.0 puts an example's code among its words, as markdown. Get-Help shows code as code, and `(Get-Help X).examples.example.code` is
    what scripts and editors read; so each example is set anew: the words before, the code, the output and the words after.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $Destination
)

# No strict mode: PlatyPS reads properties that are not always there.
$ErrorActionPreference = 'Stop'
Import-Module -Name Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.1

$names = @{
    maml = 'http://schemas.microsoft.com/maml/2004/10'
    dev  = 'http://schemas.microsoft.com/maml/dev/2004/10'
}

function ConvertTo-PlainText {
    # Markdown's signs mean nothing in a terminal.
    param([string] $Text)

    $Text = [regex]::Replace($Text, '\[([^\]]+)\]\([^)]*\)', '$1')
    [regex]::Replace($Text, '(?<!\w)[`*]{1,2}([^`*\n]+)[`*]{1,2}(?!\w)', '$1')
}

function Add-Paragraph {
    param([System.Xml.XmlElement] $Parent, [string[]] $Text)

    foreach ($paragraph in $Text) {
        $node = $Parent.OwnerDocument.CreateElement('maml', 'para', $names.maml)
        $node.InnerText = $paragraph
        $null = $Parent.AppendChild($node)
    }
}

function Set-Example {
    param([System.Xml.XmlElement] $Example, $Authored)

    $parts = [regex]::Match($Authored.Remarks.Replace("`r`n", "`n"), '(?s)^(?<before>.*?)```powershell\n(?<code>.*?)\n```(?<after>.*)$')
    if (-not $parts.Success) { throw "The example '$($Authored.Title)' has no block of PowerShell." }
    $children = @{}
    foreach ($child in $Example.ChildNodes) { $children[$child.LocalName] = $child }
    $children['introduction'].RemoveAll()
    $before = $parts.Groups['before'].Value.Trim()
    if ($before) { Add-Paragraph -Parent $children['introduction'] -Text (ConvertTo-PlainText -Text $before) }
    $children['code'].InnerText = $parts.Groups['code'].Value
    $children['remarks'].RemoveAll()
    # The last, empty one keeps the next example's title apart.
    $after = [regex]::Split($parts.Groups['after'].Value, '(?ms)^```\w*\n(.*?)\n```$') | ForEach-Object { $_.Trim("`n") } | Where-Object { $_.Trim() }
    foreach ($text in $after) {
        # Output keeps its columns; words lose their markdown.
        $isOutput = $parts.Groups['after'].Value.Contains('```output' + "`n" + $text)
        Add-Paragraph -Parent $children['remarks'] -Text $(if ($isOutput) { $text } else { ConvertTo-PlainText -Text $text })
    }
    Add-Paragraph -Parent $children['remarks'] -Text ''
}

# Get-Help looks for a file named after the assembly of the cmdlet; a page names it.
$pages = Get-ChildItem -Path $Path -Filter '*-*.md' | Sort-Object -Property Name |
    Where-Object { [System.IO.File]::ReadAllText($_.FullName) -match "(?m)^external help file: $([regex]::Escape((Split-Path -Path $Destination -Leaf)))\r?$" }
$help = @($pages | ForEach-Object { Import-MarkdownCommandHelp -Path $_.FullName })
$folder = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath ([guid]::NewGuid().ToString('n'))
try {
    $made = $help | Export-MamlCommandHelp -OutputFolder $folder
    $document = [xml][System.IO.File]::ReadAllText($made.FullName)
}
finally {
    Remove-Item -LiteralPath $folder -Recurse
}

$space = [System.Xml.XmlNamespaceManager]::new($document.NameTable)
foreach ($prefix in $names.Keys) { $space.AddNamespace($prefix, $names[$prefix]) }
$space.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
foreach ($command in $document.SelectNodes('//command:command', $space)) {
    $page = $help | Where-Object { $_.Title -eq $command.SelectSingleNode('command:details/command:name', $space).InnerText }
    $examples = @($command.SelectNodes('command:examples/command:example', $space))
    for ($i = 0; $i -lt $examples.Count; $i++) { Set-Example -Example $examples[$i] -Authored $page.Examples[$i] }
    foreach ($paragraph in $command.SelectNodes('.//maml:description/maml:para | .//maml:alert/maml:para', $space)) {
        $paragraph.InnerText = ConvertTo-PlainText -Text $paragraph.InnerText
    }
    foreach ($uri in $command.SelectNodes('command:relatedLinks/maml:navigationLink/maml:uri', $space)) {
        # A link to the page beside this one; in a terminal its name says all.
        if ($uri.InnerText -notmatch '^https?:') { $uri.InnerText = '' }
    }
    # An empty link to an online version that is not there.
    $unlinked = 'command:relatedLinks/maml:navigationLink[maml:linkText="Online Version" and string-length(maml:uri) = 0]'
    foreach ($link in $command.SelectNodes($unlinked, $space)) { $null = $link.ParentNode.RemoveChild($link) }
}

$null = New-Item -Path (Split-Path -Path $Destination) -ItemType Directory -Force
$settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false) }
$writer = [System.Xml.XmlWriter]::Create($Destination, $settings)
try { $document.Save($writer) }
finally { $writer.Dispose() }
$Destination
