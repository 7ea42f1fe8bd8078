#Requires -Version 5.1
<#
.SYNOPSIS
    Runs the examples of help pages against the sandbox that the environment names, and writes what each one puts out.
.DESCRIPTION
    Every example begins in a fresh scope and in a folder with what the examples mention: fpx.pfx, fpx.pem, contacts.csv. The commands of Azure
    Automation, Key Vault and SecretManagement that give a certificate are stood in for. The output is framed by lines of marks, on standard output,
    because what -WhatIf says goes to the host alone.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [Parameter(Mandatory)]
    [string[]] $Page
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[cultureinfo]::CurrentCulture = 'en-US'
if (Get-Variable -Name PSStyle -ErrorAction SilentlyContinue) { $PSStyle.OutputRendering = 'PlainText' }
# Found by name in other runspaces too, as it is where it is installed.
$env:PSModulePath = (Split-Path -Path (Resolve-Path -LiteralPath $ModulePath).Path) + [System.IO.Path]::PathSeparator + $env:PSModulePath
Import-Module -Name (Resolve-Path -LiteralPath (Join-Path -Path $ModulePath -ChildPath 'FastTrackFpx.psd1')).Path

$sandbox = Get-Content -LiteralPath $env:FASTTRACKFPX_SANDBOX -Raw | ConvertFrom-Json
$pfx = $sandbox.clientCertificatePath
$practice = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList $pfx
$base64 = New-Object -TypeName System.Security.SecureString
foreach ($sign in [convert]::ToBase64String([System.IO.File]::ReadAllBytes($pfx)).ToCharArray()) { $base64.AppendChar($sign) }

# What a machine of the user's would have and this one has not. Aliases cannot be shadowed by what is installed.
function Get-AutomationCertificate { [CmdletBinding()] param([string] $Name) Write-Debug -Message $Name; $practice }
function Get-AzKeyVaultSecret {
    [CmdletBinding()]
    param([string] $VaultName, [string] $Name)
    Write-Debug -Message "$VaultName/$Name"
    [pscustomobject]@{ SecretValue = $base64 }
}
function Get-Secret { [CmdletBinding()] [OutputType([securestring])] param([string] $Name) Write-Debug -Message $Name; $base64 }

# Examples are written for the real service; here they meet the sandbox.
$services = 'Fpx', 'CloudCockpit', 'LongJump'
foreach ($service in $services) { $PSDefaultParameterValues["Connect-${service}Service:Environment"] = 'Sandbox' }

$folder = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath ([guid]::NewGuid().ToString('n'))
$null = New-Item -Path $folder -ItemType Directory
$setUp = Join-Path -Path $PSScriptRoot -ChildPath 'ExampleFolder.ps1'
try {
    . $setUp -Path $folder -Pfx $pfx
    foreach ($file in $Page) {
        $text = [System.IO.File]::ReadAllText($file)
        $number = 0
        foreach ($block in [regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```')) {
            $number++
            foreach ($service in $services) { & "Get-${service}Connection" | & "Disconnect-${service}Service" }
            # A journal that begins with the example.
            $env:FASTTRACKFPX_JOURNAL = Join-Path -Path $folder -ChildPath ([guid]::NewGuid().ToString('n'))
            $page = [System.IO.Path]::GetFileNameWithoutExtension($file)
            $own = $services | Where-Object { $page -like "*-$_*" }
            if ($page -ne "Connect-${own}Service") { & "Connect-${own}Service" -RequestsPerMinute 100000 }
            Set-Location -LiteralPath $folder
            $Host.UI.WriteLine(('#### {0} {1}' -f [System.IO.Path]::GetFileNameWithoutExtension($file), $number))
            try { & ([scriptblock]::Create($block.Groups[1].Value)) | Out-String -Width 120 | ForEach-Object { $Host.UI.Write($_) } }
            catch { $Host.UI.WriteLine(('#### failed {0}' -f (($_ | Out-String) -replace '\s+', ' '))) }
        }
    }
    $Host.UI.WriteLine('#### end')
}
finally {
    Set-Location -LiteralPath ([System.IO.Path]::GetTempPath())
    Remove-Item -LiteralPath $folder -Recurse -Force
}
