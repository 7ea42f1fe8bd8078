using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace System.Management.Automation.Pipeline;

/// <summary>Asks before something is changed, or says what would be.</summary>
internal sealed class Confirmation(CommandProcessor processor, Preferences preferences)
{
    private Answer _standing = Answer.Yes;

    internal enum Answer { Yes, YesToAll, No, NoToAll }

    public bool ShouldProcess(string description, string warning, string? caption, out ShouldProcessReason reason)
    {
        reason = ShouldProcessReason.None;
        if (_standing is Answer.YesToAll or Answer.NoToAll)
            return _standing == Answer.YesToAll;
        if (preferences.WhatIf)
        {
            reason = ShouldProcessReason.WhatIf;
            processor.Host.UI?.WriteLine($"What if: {description}");
            return false;
        }

        ConfirmImpact threshold = preferences.Confirm;
        if (threshold == ConfirmImpact.None || processor.Command.Metadata.ConfirmImpact < threshold)
        {
            if (processor.Common.VerbosePreference == ActionPreference.Continue)
                processor.WriteVerbose(description);
            return true;
        }

        if (string.IsNullOrEmpty(warning))
            warning = $"Are you sure you want to perform this action?{Environment.NewLine}{description}";
        _standing = Ask(warning, caption, toAll: true);
        return _standing is Answer.Yes or Answer.YesToAll;
    }

    public Answer Ask(string question, string? caption, bool toAll)
    {
        PSHostUserInterface ui = processor.Host.UI ?? throw new HostException("Cannot prompt for confirmation because the host has no user interface.");
        Collection<ChoiceDescription> choices = [new("&Yes", "Continue with only the next step of the operation.")];
        if (toAll)
            choices.Add(new ChoiceDescription("Yes to &All", "Continue with all the steps of the operation."));
        choices.Add(new ChoiceDescription("&No", "Skip this operation and proceed with the next operation."));
        if (toAll)
            choices.Add(new ChoiceDescription("No to A&ll", "Skip this operation and all subsequent operations."));
        choices.Add(new ChoiceDescription("&Suspend", "Pause the current pipeline and return to the command prompt."));
        int chosen = ui.PromptForChoice(string.IsNullOrEmpty(caption) ? "Confirm" : caption, question, choices, 0);
        return chosen switch
        {
            0 => Answer.Yes,
            1 => toAll ? Answer.YesToAll : Answer.No,
            2 => Answer.No,
            _ => Answer.NoToAll,
        };
    }

    public void AskOrHalt(string question)
    {
        if (Ask(question, null, toAll: true) is Answer.No or Answer.NoToAll)
            throw new PipelineStoppedException();
    }
}
