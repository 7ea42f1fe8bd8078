@{
    Severity     = @('Error', 'Warning', 'Information')
    # The functions of build.ps1 are the steps of a build that somebody asked for.
    # The rule on unused parameters does not see that a script's functions use the script's parameters.
    ExcludeRules = @('PSUseShouldProcessForStateChangingFunctions', 'PSReviewUnusedParameter')
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
