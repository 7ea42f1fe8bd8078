using System.Collections;
using System.Reflection;

namespace FastTrackFpx.Changes;

/// <summary>What a row holds for the parameters. PowerShell skips a value that it cannot convert, and counts a parameter of an earlier row as bound.</summary>
internal sealed class InputRow
{
    private readonly IReadOnlyList<Column> _columns;

    public InputRow(Type cmdlet) => _columns = cmdlet.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.GetCustomAttributes<ParameterAttribute>(inherit: true).Any(parameter => parameter.ValueFromPipelineByPropertyName))
        .Select(property => new Column(property))
        .ToArray();

    /// <summary>Whether an input is a row: a custom object, a copy of a record, a row of a table or an instance of a script's class.</summary>
    public static bool IsRow(object? input) => ParameterText.Unwrap(input) switch
    {
        null or string or ValueType or IDictionary or IEnumerable => false,
        PSObject => true,
        var other => other.GetType().Assembly != typeof(FpxContact).Assembly,
    };

    public bool Has(PSObject input, string parameter) => _columns.FirstOrDefault(column => column.Name == parameter)?.In(input) is not null;

    public void Check(PSObject input, Func<string, bool> isTyped, InputFaults faults)
    {
        foreach (Column column in _columns)
        {
            if (isTyped(column.Name) || column.In(input)?.Value is not { } value || column.CanTake(value)) continue;
            faults.Add(new InputException(
                ErrorCode.InvalidInput, $"-{column.Name}: '{value}' is not {column.Kind}.", column.Name, "Correct the value, or leave it empty if none is needed."));
        }
    }

    private sealed class Column(PropertyInfo property)
    {
        private readonly Type _type = property.PropertyType;
        private readonly string[] _names = [property.Name, .. property.GetCustomAttributes<AliasAttribute>(inherit: true).SelectMany(alias => alias.AliasNames)];
        private readonly ArgumentTransformationAttribute[] _transformations = [.. property.GetCustomAttributes<ArgumentTransformationAttribute>(inherit: true)];

        public string Name => property.Name;

        public string Kind => Is<Guid>() ? "an id, which is a GUID"
            : Is<YesNo>() ? "yes or no (true, false, yes, no, 1 or 0)"
            : Is<WholeNumber>() ? "a whole number"
            : Is<string>() ? "text"
            : $"a {_type.Name}";

        public PSPropertyInfo? In(PSObject input) => _names.Select(name => input.Properties[name]).FirstOrDefault(property => property is not null);

        public bool CanTake(object value)
        {
            if (ParameterText.IsBlank(value)) return true;
            try
            {
                foreach (ArgumentTransformationAttribute transformation in _transformations) value = transformation.Transform(null!, value);
            }
            catch (ArgumentTransformationMetadataException)
            {
                return false;
            }

            // PowerShell would join a list, and write a date in one of many forms.
            if (Is<string>()) return ParameterText.Unwrap(value) is not { } text || FpxValue.IsPlain(text);

            // Not by PowerShell's conversion, which constrained language mode restricts.
            if (Is<YesNo>() || Is<WholeNumber>()) return StrictValueConverter.TryRead(value, _type, out _, out _);
            return value is null || LanguagePrimitives.TryConvertTo(value, _type, CultureInfo.InvariantCulture, out object _);
        }

        private bool Is<T>() => (Nullable.GetUnderlyingType(_type) ?? _type) == typeof(T);
    }
}
