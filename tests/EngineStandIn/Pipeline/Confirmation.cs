using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation.Host;

namespace System.Management.Automation.Pipeline;

/// <summary>Asks before something is changed, or says what would be.</summary>
internal sealed class Confirmation(CommandProcessor processor, Preferences preferences)
{
    private static readonly Dictionary<Answer, string> Labels = new()
    {
        [Answer.Yes] = "&Yes", [Answer.YesToAll] = "Yes to &All", [Answer.No] = "&No", [Answer.NoToAll] = "No to A&ll", [Answer.Halt] = "&Halt Command",
    };

    private readonly HashSet<string> _goOn = [];
    private Answer _standing = Answer.Yes;

    internal enum Answer { Yes, YesToAll, No, NoToAll, Halt }

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

    public Answer Ask(string question, string? caption, bool toAll) => Prompt(question, caption, toAll
        ? [Answer.Yes, Answer.YesToAll, Answer.No, Answer.NoToAll]
        : [Answer.Yes, Answer.No]);

    /// <summary>For a stream whose preference says to ask: goes on, or ends the pipeline.</summary>
    public void AskOrHalt(string stream, string? question)
    {
        if (_goOn.Contains(stream))
            return;
        Answer answer = Prompt(question ?? "Continue with this operation?", null, [Answer.Yes, Answer.YesToAll, Answer.Halt]);
        if (answer == Answer.YesToAll)
            _goOn.Add(stream);
        else if (answer == Answer.Halt)
            throw new PipelineStoppedException();
    }

    private Answer Prompt(string question, string? caption, Answer[] answers)
    {
        PSHostUserInterface ui = processor.Host.UI ?? throw new HostException("Nobody can be asked: the host has no user interface.");
        Collection<ChoiceDescription> choices = [.. answers.Select(static a => new ChoiceDescription(Labels[a])), new("&Suspend")];
        int chosen = ui.PromptForChoice(string.IsNullOrEmpty(caption) ? "Confirm" : caption, question, choices, 0);
        return chosen < answers.Length ? answers[chosen] : throw new PSNotSupportedException("A nested prompt takes a script language.");
    }
}
