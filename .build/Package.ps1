function New-ModulePackage {
    <#
    .SYNOPSIS
        Builds a release and makes the gallery's nupkg and Azure Automation's zip of it. The same commit gives the same bytes.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Root,

        [uri] $ProjectUri
    )

    $staged = Publish-StagedModule -Root $Root
    if ($ProjectUri) { Set-ModuleAddress -Module $staged -ProjectUri $ProjectUri }
    Write-ModulePackage -Module $staged -Destination (Join-Path -Path $Root -ChildPath 'out/package')
}

function Set-ModuleAddress {
    <#
    .SYNOPSIS
        Writes into a staged module where its source is kept: for the gallery, and for Get-Help -Online, which opens the pages of this version there.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Module,

        [Parameter(Mandatory)]
        [uri] $ProjectUri
    )

    if (-not $ProjectUri.IsAbsoluteUri -or $ProjectUri.Scheme -ne 'https') { throw "-ProjectUri is the https address of the repository, not '$ProjectUri'." }
    $address = $ProjectUri.AbsoluteUri.TrimEnd('/').Replace("'", '%27')
    $path = Join-Path -Path $Module -ChildPath 'FastTrackFpx.psd1'
    $manifest = [System.IO.File]::ReadAllText($path)
    $version = (Test-ModuleManifest -Path $path).Version
    # As GitHub and those like it lay out a repository's files.
    $files = "$address/blob/v$version"
    $lines = '$1$2' + "`n" + '$1' + "ProjectUri = '$address'`n" + '$1' + "LicenseUri = '$files/LICENSE'"
    $written = [regex]::Replace($manifest, '(?m)^( +)(Tags = .*)$(?:\n +(?:Project|License)Uri = .*$)*', $lines)
    if ($written -eq $manifest) { throw 'The manifest has no line of tags after which the address could stand.' }
    [System.IO.File]::WriteAllText($path, $written)

    foreach ($help in Get-ChildItem -Path (Join-Path -Path $Module -ChildPath 'en-US') -Filter '*.dll-Help.xml') {
        Set-HelpAddress -Path $help.FullName -Files $files
    }
}

function Set-HelpAddress {
    <#
    .SYNOPSIS
        Writes into a help file where the page of each cmdlet is.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Path,

        [Parameter(Mandatory)]
        [string] $Files
    )

    $xml = New-Object -TypeName System.Xml.XmlDocument -Property @{ PreserveWhitespace = $true }
    $xml.Load($Path)
    foreach ($command in $xml.GetElementsByTagName('command:command')) {
        $links = $command['command:relatedLinks']
        foreach ($earlier in @($links.ChildNodes | Where-Object { $_.InnerText -like 'Online Version*' })) { $null = $links.RemoveChild($earlier) }
        $link = $xml.CreateElement('maml', 'navigationLink', 'http://schemas.microsoft.com/maml/2004/10')
        foreach ($part in @(@('linkText', 'Online Version'), @('uri', "$Files/docs/en-US/$($command['command:details']['command:name'].InnerText).md"))) {
            $node = $xml.CreateElement('maml', $part[0], $link.NamespaceURI)
            $node.InnerText = $part[1]
            $null = $link.AppendChild($node)
        }
        # The first link with an address is the one that -Online opens.
        $null = $links.PrependChild($link)
    }
    $xml.Save($Path)
}

function Write-ModulePackage {
    <#
    .SYNOPSIS
        Makes the nupkg and the zip of a staged module.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Module,

        [Parameter(Mandatory)]
        [string] $Destination
    )

    $manifest = Test-ModuleManifest -Path (Join-Path -Path $Module -ChildPath 'FastTrackFpx.psd1')
    $null = New-Item -Path $Destination -ItemType Directory -Force
    Get-ChildItem -Path $Destination -File | Remove-Item

    $files = [ordered]@{}
    foreach ($file in Get-ChildItem -Path $Module -Recurse -File) {
        $files[$file.FullName.Substring($Module.Length).TrimStart('\', '/').Replace('\', '/')] = [System.IO.File]::ReadAllBytes($file.FullName)
    }

    $zip = [ordered]@{}
    foreach ($name in $files.Keys) { $zip["FastTrackFpx/$name"] = $files[$name] }
    Write-Archive -Path (Join-Path -Path $Destination -ChildPath 'FastTrackFpx.zip') -Entry $zip

    $parts = ConvertTo-PackagePart -Manifest $manifest
    foreach ($name in $parts.Keys) { $files[$name] = $parts[$name] }
    Write-Archive -Path (Join-Path -Path $Destination -ChildPath ('FastTrackFpx.{0}.nupkg' -f $manifest.Version)) -Entry $files

    foreach ($made in Get-ChildItem -Path $Destination -File) {
        # Azure Automation takes 100 MB; a module of this kind that needs a fifth of that carries something it should not.
        if ($made.Length -gt 20MB) { throw "$($made.Name) has $($made.Length) bytes. What is in it that should not be?" }
        $hash = (Get-FileHash -Path $made.FullName -Algorithm SHA256).Hash
        [pscustomobject]@{ Name = $made.Name; Bytes = $made.Length; Sha256 = $hash; Path = $made.FullName }
    }
}

function Publish-StagedModule {
    <#
    .SYNOPSIS
        Stages a release of the module in a folder of its own, so that neither an older file nor a debug build gets into a package.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Root
    )

    $staged = Join-Path -Path $Root -ChildPath 'out/release/FastTrackFpx'
    if (Test-Path -Path $staged) { Remove-Item -Path $staged -Recurse }
    # A build server's flag: file names inside the assemblies are then the repository's, not this machine's.
    $options = '-p:ContinuousIntegrationBuild=true', "-p:StagingFolder=$staged/", '-v', 'quiet', '-clp:NoSummary'
    Invoke-DotNet -Argument (@('build', 'src/FastTrackFpx', '--configuration', 'Release') + $options) | Out-Host
    $staged
}

function ConvertTo-PackagePart {
    <#
    .SYNOPSIS
        What makes a zip of a module a package: the nuspec, its relation and the content types.
    #>
    param(
        [Parameter(Mandatory)]
        [psmoduleinfo] $Manifest
    )

    $cmdlets = @($Manifest.ExportedCmdlets.Keys | Sort-Object)
    $names = @($cmdlets | ForEach-Object { "PSCmdlet_$_" }) + @($cmdlets | ForEach-Object { "PSCommand_$_" })
    $tags = @($Manifest.PrivateData.PSData.Tags) + 'PSModule' + 'PSIncludes_Cmdlet' + $names
    $data = $Manifest.PrivateData.PSData
    $escaped = @{}
    foreach ($pair in @{
            Version     = $Manifest.Version
            Author      = $Manifest.Author
            Company     = $Manifest.CompanyName
            Description = $Manifest.Description
            Copyright   = $Manifest.Copyright
            Tags        = $tags -join ' '
            Notes       = [string]$data['ReleaseNotes']
            Project     = [string]$data['ProjectUri']
        }.GetEnumerator()) { $escaped[$pair.Key] = [System.Security.SecurityElement]::Escape($pair.Value) }

    $project = if ($escaped.Project) { "`n    <projectUrl>$($escaped.Project)</projectUrl>" } else { '' }
    $nuspec = @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>FastTrackFpx</id>
    <version>$($escaped.Version)</version>
    <authors>$($escaped.Author)</authors>
    <owners>$($escaped.Company)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <license type="expression">MIT</license>$project
    <description>$($escaped.Description)</description>
    <releaseNotes>$($escaped.Notes)</releaseNotes>
    <copyright>$($escaped.Copyright)</copyright>
    <tags>$($escaped.Tags)</tags>
  </metadata>
</package>
"@
    $relations = @'
<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/FastTrackFpx.nuspec" Id="manifest" />
</Relationships>
'@
    $types = @'
<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
  <Default Extension="nuspec" ContentType="application/octet" />
  <Default Extension="psd1" ContentType="application/octet" />
  <Default Extension="dll" ContentType="application/octet" />
  <Default Extension="pdb" ContentType="application/octet" />
  <Default Extension="xml" ContentType="application/octet" />
  <Default Extension="ps1xml" ContentType="application/octet" />
  <Default Extension="txt" ContentType="application/octet" />
  <Override PartName="/LICENSE" ContentType="application/octet" />
</Types>
'@
    $utf8 = New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false
    [ordered]@{
        'FastTrackFpx.nuspec' = $utf8.GetBytes($nuspec.Replace("`r`n", "`n"))
        '_rels/.rels'         = $utf8.GetBytes($relations.Replace("`r`n", "`n"))
        '[Content_Types].xml' = $utf8.GetBytes($types.Replace("`r`n", "`n"))
    }
}

function Write-Archive {
    <#
    .SYNOPSIS
        Writes a zip whose bytes depend on nothing but names and contents: entries in order, all of one date.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Path,

        [Parameter(Mandatory)]
        [System.Collections.IDictionary] $Entry
    )

    Add-Type -AssemblyName System.IO.Compression
    # The first moment that a zip can express.
    $moment = New-Object -TypeName System.DateTimeOffset -ArgumentList 1980, 1, 1, 0, 0, 0, ([timespan]::Zero)
    $names = [string[]]@($Entry.Keys)
    [array]::Sort($names, [System.StringComparer]::Ordinal)
    $stream = [System.IO.File]::Create($Path)
    try {
        $archive = New-Object -TypeName System.IO.Compression.ZipArchive -ArgumentList $stream, ([System.IO.Compression.ZipArchiveMode]::Create)
        foreach ($name in $names) {
            $part = $archive.CreateEntry($name, [System.IO.Compression.CompressionLevel]::Optimal)
            $part.LastWriteTime = $moment
            $target = $part.Open()
            $bytes = [byte[]]$Entry[$name]
            $target.Write($bytes, 0, $bytes.Length)
            $target.Dispose()
        }
        $archive.Dispose()
    }
    finally {
        $stream.Dispose()
    }
}
