using System.Management.Automation.Binding;

namespace System.Management.Automation.Pipeline;

/// <summary>What the caller wants to see and to be asked: the command's own parameters first, then the session's variables.</summary>
internal sealed class Preferences(CommonParameters common, PSVariableIntrinsics variables)
{
    public ActionPreference Error => common.ErrorPreference ?? Of("ErrorActionPreference");
    public ActionPreference Warning => common.WarningPreference ?? Of("WarningPreference");
    public ActionPreference Information => common.InformationPreference ?? Of("InformationPreference");
    public ActionPreference Progress => common.ProgressPreference ?? Of("ProgressPreference");
    public ActionPreference Verbose => common.VerbosePreference ?? Of("VerbosePreference");
    public ActionPreference Debug => common.DebugPreference ?? Of("DebugPreference");

    public bool WhatIf => common.Change.IsWhatIf ?? LanguagePrimitives.IsTrue(variables.GetValue("WhatIfPreference"));

    /// <summary>The impact from which on the caller is asked; None when never.</summary>
    public ConfirmImpact Confirm => common.Change.IsConfirm switch
    {
        true => ConfirmImpact.Low,
        false => ConfirmImpact.None,
        null when common.DebugPreference == ActionPreference.Inquire => ConfirmImpact.Low,
        null => LanguagePrimitives.TryConvertTo(variables.GetValue("ConfirmPreference"), out ConfirmImpact impact) ? impact : ConfirmImpact.High,
    };

    private ActionPreference Of(string variable) =>
        LanguagePrimitives.TryConvertTo(variables.GetValue(variable), out ActionPreference preference) ? preference : ActionPreference.Continue;
}
