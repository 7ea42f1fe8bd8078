using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Pipeline;

namespace System.Management.Automation.Binding;

/// <summary>An argument of a command: by name, or by its place when it has none.</summary>
internal readonly record struct Argument(string? Name, object? Value);

/// <summary>Finds the parameter for each argument and for each object that comes down the pipeline.</summary>
internal sealed class ParameterBinder
{
    private readonly CommandProcessor _processor;
    private readonly ArgumentBinding _binding;
    private readonly List<ParameterMetadata> _all;
    private readonly HashSet<ParameterMetadata> _bound = [];
    private readonly Dictionary<ParameterMetadata, object?> _beforePipeline = [];
    private readonly string? _default;
    private HashSet<string> _sets;
    private HashSet<string> _setsBeforePipeline = [];

    public ParameterBinder(CommandProcessor processor)
    {
        _processor = processor;
        _binding = new ArgumentBinding(processor);
        _all = [.. processor.Command.Parameters.Values];
        _default = string.IsNullOrEmpty(processor.Command.DefaultParameterSet) ? null : processor.Command.DefaultParameterSet;
        _sets = new(_all.SelectMany(static p => p.Declarations.Keys), StringComparer.OrdinalIgnoreCase);
        if (_default is not null)
            _sets.Add(_default);
        if (_sets.Count > 1)
            _sets.Remove(ParameterAttribute.AllParameterSets);
    }

    public string ParameterSetName => _sets.Count == 1 ? _sets.Single() : _default is not null && _sets.Contains(_default) ? _default : ParameterAttribute.AllParameterSets;

    private IEnumerable<ParameterMetadata> Unbound => _all.Where(p => !_bound.Contains(p));

    /// <summary>Binds what was written with the command, and settles as much of the parameter set as that allows.</summary>
    public void BindArguments(IReadOnlyList<Argument> arguments, bool pipelineInput)
    {
        List<object?> unknown = BindNamed(arguments.Where(static a => a.Name is not null));
        PositionalBinder positions = new(this);
        List<object?> unplaced = [.. unknown, .. positions.Bind([.. arguments.Where(static a => a.Name is null).Select(static a => a.Value)])];
        BindRemaining(unplaced);
        if (unplaced is [var first, ..])
            throw positions.Refusal ?? Error(ErrorCategory.InvalidArgument, "PositionalParameterNotFound", $"A positional parameter cannot be found that accepts argument '{PSObject.AsText(first)}'.");
        if (pipelineInput)
            KeepSetsThatTakeInput();
        else
            SettleOnOneSet();
        RequireMandatory(pipelineInput);
        _setsBeforePipeline = [.. _sets];
    }

    /// <returns>False when nothing of the object fits any parameter.</returns>
    public bool BindPipelineObject(PSObject? input)
    {
        RestoreParameters();
        _sets = new(_setsBeforePipeline, StringComparer.OrdinalIgnoreCase);
        bool any = false;
        foreach ((bool byName, bool convert) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            if (byName && input is null)
                continue;
            bool bound = _default is not null && _sets.Contains(_default) && BindPipelineIn([_default], input, byName, convert);
            if (!bound)
                bound = BindPipelineIn(_sets.Where(s => !s.Equals(_default, StringComparison.OrdinalIgnoreCase)).ToArray(), input, byName, convert);
            if (bound && _sets.Count > 1 && _default is not null && _sets.Contains(_default))
                _sets = new([_default], StringComparer.OrdinalIgnoreCase);
            any |= bound;
        }

        if (any)
            SettleOnOneSet();
        else
            RestoreParameters();
        return any;
    }

    public IReadOnlyList<ParameterMetadata> MissingMandatory() => Missing(ParameterSetName, static _ => true);

    public void RestoreParameters()
    {
        foreach ((ParameterMetadata parameter, object? value) in _beforePipeline)
        {
            parameter.Write(_processor.Cmdlet, value);
            _bound.Remove(parameter);
            _processor.Invocation.BoundParameters.Remove(parameter.Name);
        }

        _beforePipeline.Clear();
    }

    internal IEnumerable<ParameterMetadata> UnboundAt(int position, IEnumerable<string> sets) =>
        Unbound.Where(p => sets.Any(s => p.In(s)?.Position == position));

    internal IEnumerable<int> OpenPositions() =>
        Unbound.SelectMany(p => _sets.Select(s => p.In(s)?.Position ?? int.MinValue)).Where(static p => p >= 0).Distinct().Order();

    internal (string[] Default, string[] Others) SetsInOrder() => _default is not null && _sets.Contains(_default)
        ? ([_default], _sets.Where(s => !s.Equals(_default, StringComparison.OrdinalIgnoreCase)).ToArray())
        : ([], [.. _sets]);

    /// <summary>Binds one value; sets that do not have the parameter are out from then on.</summary>
    internal bool TryBind(ParameterMetadata parameter, object? value, bool convert)
    {
        bool mandatory = _sets.Any(s => parameter.In(s)?.Mandatory == true);
        if (!_binding.TryBind(parameter, value, mandatory, convert))
            return false;
        _bound.Add(parameter);
        if (!parameter.IsInEverySet)
            _sets.IntersectWith(parameter.Declarations.Keys);
        return _sets.Count > 0 ? true : throw Ambiguous();
    }

    /// <returns>Names that no parameter has, with their values, where a parameter takes what remains.</returns>
    private List<object?> BindNamed(IEnumerable<Argument> arguments)
    {
        List<object?> unknown = [];
        foreach (Argument argument in arguments)
        {
            string name = argument.Name!.TrimStart('-');
            if (Find(name) is not { } parameter)
            {
                if (!_all.Exists(static p => p.Declarations.Values.Any(static d => d.ValueFromRemainingArguments)))
                    throw Error(ErrorCategory.InvalidArgument, "NamedParameterNotFound", $"A parameter cannot be found that matches parameter name '{name}'.", name);
                unknown.AddRange(["-" + name, argument.Value]);
                continue;
            }

            if (_bound.Contains(parameter))
                throw Error(ErrorCategory.InvalidArgument, "ParameterAlreadyBound", $"Cannot bind parameter because parameter '{name}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, \"-parameter value1,value2,value3\".", parameter.Name);
            TryBind(parameter, argument.Value, convert: true);
        }

        return unknown;
    }

    private ParameterMetadata? Find(string name)
    {
        bool Is(ParameterMetadata p, Func<string, bool> test) => test(p.Name) || p.Aliases.Any(test);
        if (_all.Find(p => Is(p, n => n.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } exact)
            return exact;
        List<ParameterMetadata> starting = _all.FindAll(p => Is(p, n => n.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
        // A cmdlet's own parameters win over the common ones.
        if (starting.Count > 1 && starting.FindAll(p => !Cmdlet.CommonParameters.Contains(p.Name) && !Cmdlet.OptionalCommonParameters.Contains(p.Name)) is [var own])
            starting = [own];
        return starting switch
        {
            [var only] => only,
            [] => null,
            _ => throw Error(ErrorCategory.InvalidArgument, "AmbiguousParameter", $"Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches include: {string.Join(" ", starting.Select(static p => "-" + p.Name))}.", name),
        };
    }

    private void BindRemaining(List<object?> unplaced)
    {
        if (unplaced.Count == 0 || Unbound.FirstOrDefault(p => _sets.Any(s => p.In(s)?.ValueFromRemainingArguments == true)) is not { } rest)
            return;
        TryBind(rest, unplaced is [var only] && LanguagePrimitives.GetEnumerable(only) is not null ? only : unplaced.ToArray(), convert: true);
        unplaced.Clear();
    }

    private void KeepSetsThatTakeInput()
    {
        if (_sets.Count > 1 && !Unbound.Any(static p => p.IsInEverySet && TakesInput(p.In(ParameterAttribute.AllParameterSets)!)))
        {
            string[] taking = [.. _sets.Where(s => Unbound.Any(p => p.Declarations.TryGetValue(s, out ParameterAttribute? d) && TakesInput(d)))];
            if (taking.Length > 0)
                _sets.IntersectWith(taking);
        }

        // A set that lacks something which no input can bring is out, as long as another one is left.
        string[] possible = [.. _sets.Where(s => Missing(s, static d => !TakesInput(d)).Count == 0)];
        if (possible.Length > 0)
            _sets.IntersectWith(possible);
    }

    private static bool TakesInput(ParameterAttribute declaration) => declaration.ValueFromPipeline || declaration.ValueFromPipelineByPropertyName;

    private void SettleOnOneSet()
    {
        if (_sets.Count <= 1)
            return;
        string[] complete = _default is not null && _sets.Contains(_default) ? [_default] : [.. _sets.Where(s => Missing(s, static _ => true).Count == 0)];
        _sets = complete.Length == 1 ? new(complete, StringComparer.OrdinalIgnoreCase) : throw Ambiguous();
    }

    private void RequireMandatory(bool pipelineInput)
    {
        IReadOnlyList<ParameterMetadata> missing = Missing(ParameterSetName, d => !pipelineInput || !TakesInput(d));
        if (missing.Count == 0 || (pipelineInput && _sets.Count > 1 && _sets.Any(s => Missing(s, static d => !TakesInput(d)).Count == 0)))
            return;
        throw Error(ErrorCategory.InvalidArgument, "MissingMandatoryParameter",
            $"Cannot process command because of one or more missing mandatory parameters: {string.Join(" ", missing.Select(static p => p.Name))}.", missing[0].Name);
    }

    private List<ParameterMetadata> Missing(string set, Func<ParameterAttribute, bool> counts) =>
        [.. Unbound.Where(p => p.In(set) is { Mandatory: true } declaration && counts(declaration))];

    private bool BindPipelineIn(string[] sets, PSObject? input, bool byName, bool convert)
    {
        bool any = false;
        foreach (ParameterMetadata parameter in Unbound.ToArray())
        {
            if (!sets.Where(_sets.Contains).Any(s => parameter.In(s) is { } d && (byName ? d.ValueFromPipelineByPropertyName : d.ValueFromPipeline)))
                continue;
            object? value = input;
            if (byName)
            {
                if (Property(input!, parameter) is not { } property)
                    continue;
                value = property.Value;
            }

            object? before = parameter.Read(_processor.Cmdlet);
            if (!TryBindFromPipeline(parameter, value, convert))
                continue;
            _beforePipeline[parameter] = before;
            any = true;
        }

        return any;
    }

    private bool TryBindFromPipeline(ParameterMetadata parameter, object? value, bool convert)
    {
        try
        {
            return TryBind(parameter, value, convert);
        }
        catch (ParameterBindingException e) when (e.ErrorId is "CannotConvertArgumentNoMessage" or "CannotConvertArgument" || e.InnerException?.InnerException is PSInvalidCastException)
        {
            // Not meant for this parameter; another one may take it.
            return false;
        }
    }

    private static PSPropertyInfo? Property(PSObject input, ParameterMetadata parameter) =>
        parameter.Aliases.Prepend(parameter.Name).Select(name => input.Properties[name]).FirstOrDefault(static p => p is { IsGettable: true });

    private ParameterBindingException Ambiguous() => Error(ErrorCategory.InvalidArgument, "AmbiguousParameterSet",
        "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.");

    private ParameterBindingException Error(ErrorCategory category, string id, string message, string? parameter = null) =>
        new(category, _processor.Invocation, id, parameter, message);
}
