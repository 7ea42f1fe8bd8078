using System.Reflection;

namespace FastTrackFpx.Changes;

/// <summary>
/// What a row or object that came down the pipeline says for a cmdlet's parameters. PowerShell passes over a property whose value it cannot
/// convert, and still counts a parameter as bound that an earlier row has bound; neither may decide what is written.
/// </summary>
internal sealed class InputRow
{
    private readonly IReadOnlyList<Column> _columns;

    /// <summary>The parameters of a cmdlet that take a property's value.</summary>
    public InputRow(Type cmdlet) => _columns = cmdlet.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.GetCustomAttributes<ParameterAttribute>(inherit: true).Any(parameter => parameter.ValueFromPipelineByPropertyName))
        .Select(property => new Column(property))
        .ToArray();

    /// <summary>Whether the object has a property for the parameter, be it empty.</summary>
    public bool Has(PSObject input, string parameter) => _columns.FirstOrDefault(column => column.Name == parameter)?.In(input) is not null;

    /// <summary>Refuses a value that its parameter cannot take.</summary>
    /// <param name="input">The row.</param>
    /// <param name="isTyped">Tells parameters that were typed, of which the row is not asked.</param>
    /// <exception cref="InputException">There is one.</exception>
    public void RequireReadable(PSObject input, Func<string, bool> isTyped)
    {
        foreach (Column column in _columns)
        {
            if (isTyped(column.Name) || column.In(input)?.Value is not { } value || column.CanTake(value)) continue;
            throw new InputException(FpxErrorCode.InvalidInput, $"-{column.Name}: '{value}' is not {column.Kind}.", column.Name, "Correct the value, or leave it empty where none is needed.");
        }
    }

    private sealed class Column
    {
        private readonly Type _type;
        private readonly string[] _names;
        private readonly ArgumentTransformationAttribute[] _transformations;

        public Column(PropertyInfo property)
        {
            Name = property.Name;
            _type = property.PropertyType;
            _names = property.GetCustomAttributes<AliasAttribute>(inherit: true).SelectMany(alias => alias.AliasNames).Prepend(Name).ToArray();
            _transformations = property.GetCustomAttributes<ArgumentTransformationAttribute>(inherit: true).ToArray();
        }

        public string Name { get; }

        public string Kind => Is<Guid>() ? "an id, which is a GUID" : Is<bool>() ? "yes or no" : Is<long>() ? "a whole number" : $"a {_type.Name}";

        public PSPropertyInfo? In(PSObject input) => _names.Select(name => input.Properties[name]).FirstOrDefault(property => property is not null);

        public bool CanTake(object value)
        {
            if (value is string text && string.IsNullOrWhiteSpace(text)) return true;
            foreach (ArgumentTransformationAttribute transformation in _transformations) value = transformation.Transform(null!, value);

            // Any text is true to a conversion; to the binding of a parameter none is.
            if (Is<bool>() && value is (string or PSObject { BaseObject: string })) return false;
            return value is null || LanguagePrimitives.TryConvertTo(value, _type, out object _);
        }

        private bool Is<T>() => (Nullable.GetUnderlyingType(_type) ?? _type) == typeof(T);
    }
}
