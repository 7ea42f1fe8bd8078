using System.Collections.ObjectModel;
using System.Management.Automation.Runspaces;

namespace System.Management.Automation.Runspaces
{
    public sealed class CommandParameter(string? name, object? value)
    {
        public CommandParameter(string name) : this(name, null) { }

        public string? Name { get; } = name;
        public object? Value { get; } = value;
    }

    public sealed class CommandParameterCollection : Collection<CommandParameter>
    {
        public void Add(string name) => Add(new CommandParameter(name));

        public void Add(string name, object? value) => Add(new CommandParameter(name, value));
    }

    public sealed class Command(string command)
    {
        public string CommandText { get; } = command;
        public CommandParameterCollection Parameters { get; } = [];
        public bool IsScript => false;
        public bool IsEndOfStatement { get; internal set; }

        public override string ToString() => CommandText;
    }

    public sealed class CommandCollection : Collection<Command>
    {
        internal CommandCollection() { }

        public void Add(string command) => Add(new Command(command));
    }
}

namespace System.Management.Automation
{

    public enum PSLanguageMode { FullLanguage, RestrictedLanguage, NoLanguage, ConstrainedLanguage }

    public sealed class PSCommand
    {
        public CommandCollection Commands { get; } = [];

        internal Command Last => Commands.Count > 0 ? Commands[^1] : throw new PSInvalidOperationException("A command is required to add a parameter. A command must be added to the PowerShell instance before adding a parameter.");

        public PSCommand AddCommand(string command)
        {
            Commands.Add(new Command(command));
            return this;
        }

        public PSCommand AddArgument(object? value)
        {
            Last.Parameters.Add(new CommandParameter(null, value));
            return this;
        }

        public PSCommand AddParameter(string parameterName) => AddParameter(parameterName, true);

        public PSCommand AddParameter(string parameterName, object? value)
        {
            Last.Parameters.Add(new CommandParameter(parameterName, value));
            return this;
        }

        public PSCommand AddStatement()
        {
            if (Commands.Count > 0)
                Last.IsEndOfStatement = true;
            return this;
        }

        public void Clear() => Commands.Clear();
    }
}
