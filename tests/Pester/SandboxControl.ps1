# What the running sandbox can be told beside the API: things that go wrong, and what it was asked. Dot-sourced by tests; PowerShell 7.

function Invoke-SandboxControl {
    <#
    .SYNOPSIS
        A call below /sandbox/, which is neither counted nor logged.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Path,

        [string] $Method = 'GET',

        [object] $Body
    )

    $found = Get-Content -LiteralPath $env:FASTTRACKFPX_SANDBOX -Raw | ConvertFrom-Json
    $call = @{
        Uri                  = [uri]::new([uri]$found.baseUri, "/sandbox/$Path")
        Method               = $Method
        Certificate          = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($found.clientCertificatePath)
        Headers              = @{ 'X-Sandbox-Secret' = Get-Content -LiteralPath $found.controlSecretPath -Raw }
        SkipCertificateCheck = $true
    }
    if ($Body) { $call += @{ Body = ConvertTo-Json -InputObject $Body -Depth 5; ContentType = 'application/json' } }
    Invoke-RestMethod @call
}

function Get-SandboxWrite {
    <#
    .SYNOPSIS
        The calls of the log that are no reads, as method and path.
    #>
    param()

    (Invoke-SandboxControl -Path log).calls | Where-Object { $_.method -ne 'GET' } | ForEach-Object { '{0} {1}' -f $_.method, $_.path }
}

function Set-SandboxDelay {
    <#
    .SYNOPSIS
        Lets the answers of a path wait for a minute, after as many as are let through.
    #>
    param([string] $Path, [int] $Skip = 0)

    $null = Invoke-SandboxControl -Method PUT -Path faults -Body @{ rules = @(@{ path = $Path; skip = $Skip; faults = @(@{ kind = 'delay'; seconds = 60 }) }) }
}

function Wait-SandboxDelay {
    <#
    .SYNOPSIS
        Returns when a call has met the delay and waits for its answer.
    #>
    param()

    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while ((Invoke-SandboxControl -Path faults).rules[0].struck -eq 0) {
        if ($clock.Elapsed.TotalSeconds -gt 30) { throw 'No call has come.' }
    }
}
