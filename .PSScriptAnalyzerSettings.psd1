@{
    Severity     = @('Error', 'Warning', 'Information')
    # The functions of build.ps1 are the steps of a build that somebody asked for.
    ExcludeRules = @('PSUseShouldProcessForStateChangingFunctions')
    Rules        = @{
        PSUseCompatibleSyntax = @{
            Enable         = $true
            TargetVersions = @('5.1', '7.4')
        }
        PSUseConsistentIndentation = @{
            Enable = $true
        }
    }
}
