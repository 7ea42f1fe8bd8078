using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Security;

namespace System.Management.Automation
{
    [Flags]
    public enum PSCredentialTypes { Generic = 1, Domain = 2, Default = Generic | Domain }

    [Flags]
    public enum PSCredentialUIOptions { None = 0, Default = 1, ValidateUserNameSyntax = 1, AlwaysPrompt = 2, ReadOnlyUserName = 3 }
}

namespace System.Management.Automation.Host
{
    public abstract class PSHost
    {
        public abstract string Name { get; }
        public abstract Version Version { get; }
        public abstract Guid InstanceId { get; }
        public abstract PSHostUserInterface? UI { get; }
        public abstract CultureInfo CurrentCulture { get; }
        public abstract CultureInfo CurrentUICulture { get; }

        public abstract void SetShouldExit(int exitCode);
        public abstract void EnterNestedPrompt();
        public abstract void ExitNestedPrompt();
        public abstract void NotifyBeginApplication();
        public abstract void NotifyEndApplication();
    }

    public abstract class PSHostRawUserInterface;

    public abstract class PSHostUserInterface
    {
        public abstract PSHostRawUserInterface? RawUI { get; }
        public abstract string ReadLine();
        public abstract SecureString ReadLineAsSecureString();
        public abstract void Write(string value);
        public abstract void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value);
        public virtual void WriteLine() => WriteLine(string.Empty);
        public abstract void WriteLine(string value);
        public virtual void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => WriteLine(value);
        public abstract void WriteErrorLine(string value);
        public abstract void WriteDebugLine(string message);
        public abstract void WriteProgress(long sourceId, ProgressRecord record);
        public abstract void WriteVerboseLine(string message);
        public abstract void WriteWarningLine(string message);
        public virtual void WriteInformation(InformationRecord record) { }
        public abstract Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions);
        public abstract PSCredential PromptForCredential(string caption, string message, string userName, string targetName);
        public abstract PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options);
        public abstract int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice);
    }

    public sealed class ChoiceDescription(string label, string helpMessage)
    {
        public ChoiceDescription(string label) : this(label, string.Empty) { }
        public string Label { get; } = label;
        public string HelpMessage { get; set; } = helpMessage;
    }

    public class FieldDescription(string name)
    {
        public string Name { get; } = name;
    }

    /// <summary>The host of who brings none: it shows nothing and cannot ask.</summary>
    internal sealed class SilentHost : PSHost
    {
        public override string Name => "Default Host";
        public override Version Version { get; } = new(7, 6, 0);
        public override Guid InstanceId { get; } = Guid.NewGuid();
        public override PSHostUserInterface? UI => null;
        public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;
        public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;
        public override void SetShouldExit(int exitCode) { }
        public override void EnterNestedPrompt() => throw new PSNotSupportedException("The host cannot nest prompts.");
        public override void ExitNestedPrompt() => throw new PSNotSupportedException("The host cannot nest prompts.");
        public override void NotifyBeginApplication() { }
        public override void NotifyEndApplication() { }
    }
}
