#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }
# -WhatIf and -Confirm of every cmdlet that changes something. The list is the module's own: a new cmdlet fails until it has a case in ChangeCase.ps1.

BeforeDiscovery {
    Import-Module -Name (Join-Path -Path $env:FPX_MODULE -ChildPath 'FastTrackFpx.psd1') -Force
    # Other services have tests of their own, and so have the cmdlets that write files of this machine only.
    $changing = foreach ($command in Get-Command -Module FastTrackFpx -Noun Fpx* | Where-Object { $_.Parameters.ContainsKey('WhatIf') -and $_.Name -notin 'New-FpxReport', 'Sync-FpxData' }) {
        $attribute = $command.ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
        @{ Name = $command.Name; Impact = [string]$attribute.ConfirmImpact }
    }
    $grave = $changing | Where-Object { $_.Impact -eq 'High' }
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
}

Describe 'A change' -Skip:(-not $isCore) {
    BeforeAll {
        . (Join-Path -Path $PSScriptRoot -ChildPath '../../.build/ChildPowerShell.ps1')

        function Invoke-ChangeCase {
            # What was shown and what came of it, by cmdlet and run.
            param([string[]] $Name, [string[]] $Run, [string[]] $Answer = @(), [string[]] $Switch = @())

            $command = "& '{0}' -ModulePath '{1}' -Name '{2}' -Run '{3}'" -f (Join-Path -Path $PSScriptRoot -ChildPath 'ChangeCase.ps1'), $env:FPX_MODULE, ($Name -join "','"), ($Run -join "','")
            $lines = @(Invoke-PowerShell -InputLine $Answer -Argument ($Switch + '-Command' + $command) 2>&1 | ForEach-Object { "$_" })
            if ($lines[-1] -ne '#### end') { throw "The cases were not run to their end: $($lines | Select-Object -Last 12)" }
            $runs = @{}
            foreach ($line in $lines) {
                if ($line -match '^#### (\S+ \w+)$') { $key = $Matches[1]; $text = '' }
                elseif ($line -match '^#### (\{.*\})$') { $runs[$key] = $Matches[1] | ConvertFrom-Json | Add-Member -NotePropertyName Text -NotePropertyValue $text -PassThru }
                else { $text += $line + ' ' }
            }
            $runs
        }

        $names = (Get-Command -Module FastTrackFpx -Noun Fpx* | Where-Object { $_.Parameters.ContainsKey('WhatIf') -and $_.Name -notin 'New-FpxReport', 'Sync-FpxData' }).Name
        $script:runs = Invoke-ChangeCase -Name $names -Run WhatIf, No, Yes -Answer ($names | ForEach-Object { 'N', 'Y' })
        $script:alone = Invoke-ChangeCase -Name 'Remove-FpxContact', 'Deny-FpxReferral' -Run Plain -Switch '-NonInteractive'
    }

    AfterAll {
        Remove-Module -Name FastTrackFpx -ErrorAction SilentlyContinue
    }

    Context '<Name>' -ForEach $changing {
        It 'has a case' {
            $script:runs.Keys | Should -Contain "$Name WhatIf" -Because 'tests/Pester/ChangeCase.ps1 has none of it'
        }

        It 'says with -WhatIf what it would do, and does nothing' {
            $run = $script:runs["$Name WhatIf"]
            $run.Text | Should -Match '^What if: .{10,}'
            $run.Done, $run.Writes.Count, $run.Journal, $run.Output, $run.Error | Should -Be $false, 0, 0, 0, ''
        }

        It 'asks with -Confirm, and does nothing when the answer is no' {
            $run = $script:runs["$Name No"]
            $run.Text | Should -Match '\[Y\] Yes .*\[N\] No '
            $run.Done, $run.Writes.Count, $run.Journal, $run.Output, $run.Error | Should -Be $false, 0, 0, 0, ''
        }

        It 'does it when the answer is yes' {
            $run = $script:runs["$Name Yes"]
            $run.Text | Should -Match '\[Y\] Yes .*\[N\] No '
            $run.Done, $run.Error | Should -Be $true, ''
            # What was written stands in the journal.
            if ($run.Writes) { $run.Journal | Should -Be 1 }
        }
    }

    It '<Name> asks without being told to, and ends where nobody can answer' -ForEach $grave {
        $run = $script:alone["$Name Plain"]
        $run | Should -Not -BeNullOrEmpty -Because 'a change of high impact belongs into this test'
        $run.Error | Should -Match '^InvalidOperation'
        $run.Done, $run.Writes.Count, $run.Journal | Should -Be $false, 0, 0
    }
}
