using System.Management.Automation.Binding;

namespace System.Management.Automation.Pipeline;

/// <summary>What the caller wants to see and to be asked: the command's own parameters first, then the session's variables.</summary>
internal sealed class Preferences(CommonParameters common, PSVariableIntrinsics variables, bool hostAsks)
{
    public ActionPreference Error => common.ErrorPreference ?? Of("ErrorActionPreference");
    public ActionPreference Warning => common.WarningPreference ?? Under("WarningPreference");
    public ActionPreference Information => common.InformationPreference ?? Of("InformationPreference");
    public ActionPreference Progress => common.ProgressPreference ?? Of("ProgressPreference");
    public ActionPreference Verbose => common.VerbosePreference ?? (common.Debug && !hostAsks ? ActionPreference.Continue : Under("VerbosePreference"));
    public ActionPreference Debug => common.DebugPreference ?? Of("DebugPreference");

    public bool WhatIf => common.Change.IsWhatIf ?? LanguagePrimitives.IsTrue(variables.GetValue("WhatIfPreference"));

    /// <summary>The impact from which on the caller is asked; None when never.</summary>
    public ConfirmImpact Confirm => common.Change.IsConfirm switch
    {
        true => ConfirmImpact.Low,
        false => ConfirmImpact.None,
        null => LanguagePrimitives.TryConvertTo(variables.GetValue("ConfirmPreference"), out ConfirmImpact impact) ? impact : ConfirmImpact.High,
    };

    // -Debug makes warnings and verbose text ask too, and -Verbose shows warnings, whatever the variables say.
    private ActionPreference Under(string variable) => common.Debug ? ActionPreference.Inquire : common.Verbose ? ActionPreference.Continue : Of(variable);

    private ActionPreference Of(string variable) =>
        LanguagePrimitives.TryConvertTo(variables.GetValue(variable), out ActionPreference preference) ? preference : ActionPreference.Continue;
}
