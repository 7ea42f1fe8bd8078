using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation.Host;
using System.Security;

namespace FastTrackFpx.Hosting;

/// <summary>A question put to the user and the answer given.</summary>
public sealed record HostPrompt(string Caption, string Message, IReadOnlyList<string> Choices, string Answer);

/// <summary>What one pipeline wrote to the host and asked of it.</summary>
internal sealed class HostTranscript
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ConcurrentQueue<HostPrompt> Prompts { get; } = new();
}

/// <summary>A host that shows nothing and remembers all; it answers questions only with answers prepared for it.</summary>
internal sealed class TranscribingHost : PSHost
{
    private readonly TranscribingInterface _ui = new();

    public HostTranscript Transcript
    {
        get => _ui.Transcript;
        set => _ui.Transcript = value;
    }

    public ConcurrentQueue<string> Answers => _ui.Answers;

    public override string Name => "FastTrackFpx tests";
    public override Version Version { get; } = new(1, 0);
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override PSHostUserInterface UI => _ui;
    // The same text on every machine.
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override void SetShouldExit(int exitCode) => Transcript.Lines.Enqueue($"exit {exitCode}");

    public override void EnterNestedPrompt() => throw new NotSupportedException("A nested prompt was asked for.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("A nested prompt was asked for.");

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    private sealed class TranscribingInterface : PSHostUserInterface
    {
        private string _partialLine = string.Empty;

        public HostTranscript Transcript { get; set; } = new();

        public ConcurrentQueue<string> Answers { get; } = new();

        public override PSHostRawUserInterface RawUI => null!;

        public override void Write(string value) => _partialLine += value;

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value)
        {
            Transcript.Lines.Enqueue(_partialLine + value);
            _partialLine = string.Empty;
        }

        public override void WriteErrorLine(string value) => Transcript.Lines.Enqueue(value);

        // These three and progress show what a stream has anyway.
        public override void WriteDebugLine(string message) { }

        public override void WriteVerboseLine(string message) { }

        public override void WriteWarningLine(string message) { }

        public override void WriteProgress(long sourceId, ProgressRecord record) { }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            string[] labels = [.. choices.Select(static c => c.Label.Replace("&", string.Empty, StringComparison.Ordinal))];
            if (!Answers.TryDequeue(out string? answer))
            {
                Transcript.Prompts.Enqueue(new HostPrompt(caption, message, labels, "no answer was given"));
                throw new HostException($"Nobody is there to answer: {message}");
            }

            int chosen = Array.FindIndex(labels, l => l.Equals(answer, StringComparison.OrdinalIgnoreCase));
            Transcript.Prompts.Enqueue(new HostPrompt(caption, message, labels, answer));
            return chosen >= 0 ? chosen : throw new HostException($"'{answer}' is no answer to: {message}");
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw Nobody(message);

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Nobody(message);

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes,
            PSCredentialUIOptions options) =>
            throw Nobody(message);

        public override string ReadLine() => throw Nobody("a line of text");

        public override SecureString ReadLineAsSecureString() => throw Nobody("a secret");

        private static HostException Nobody(string question) => new($"Nobody is there to answer: {question}");
    }
}
