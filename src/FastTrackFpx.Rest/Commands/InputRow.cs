using System.Collections;
using System.ComponentModel;
using System.Reflection;

namespace FastTrackFpx.Rest.Commands;

/// <summary>A row's values for the parameters of a cmdlet. PowerShell skips what it cannot convert and counts a parameter of an earlier row as bound.</summary>
internal sealed class InputRow
{
    private static readonly ConcurrentDictionary<Type, InputRow> Known = new();

    private readonly Dictionary<string, Column> _columns;

    private InputRow(Type cmdlet)
    {
        _columns = cmdlet.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.IsDefined(typeof(ParameterAttribute)))
            .ToDictionary(property => property.Name, property => new Column(property));
        BoundByName = [.. _columns.Where(column => column.Value.IsBoundByName).Select(column => column.Key)];
    }

    /// <summary>The parameters that PowerShell itself binds to the columns of a row.</summary>
    public IReadOnlyList<string> BoundByName { get; }

    public static InputRow Of(Cmdlet cmdlet) => Known.GetOrAdd(cmdlet.GetType(), static type => new InputRow(type));

    /// <summary>Whether an input is a custom object, a copy of a record, a row of a table or an instance of a script's class, but no record itself.</summary>
    public static bool IsRow(object? input, Type record) => ParameterText.Unwrap(input) switch
    {
        null or string or ValueType or IDictionary or IEnumerable => false,
        PSObject => true,
        var other => other.GetType().Assembly != record.Assembly,
    };

    public bool Has(PSObject row, string parameter) => _columns.TryGetValue(parameter, out Column? column) && column.In(row) is not null;

    /// <summary>The cell of a parameter, read by the parameter's own rules and the same in every culture; null if it is empty or missing.</summary>
    /// <exception cref="InputException">The parameter does not take the value.</exception>
    public object? Read(PSObject row, string parameter) => _columns[parameter].Read(row);

    /// <summary>A value as a parameter takes it, although PowerShell did not bind it.</summary>
    /// <exception cref="MetadataException">The parameter's rules refuse the value.</exception>
    /// <exception cref="PSInvalidCastException">The value does not convert.</exception>
    public object? Convert(string parameter, object value) => _columns[parameter].Convert(value);

    private sealed class Column(PropertyInfo property)
    {
        private readonly Type _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        private readonly string[] _names = [property.Name, .. property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames)];
        private readonly ArgumentTransformationAttribute[] _transformations = [.. property.GetCustomAttributes<ArgumentTransformationAttribute>()];
        private readonly Lazy<PSTypeConverter?> _converter = new(() => ConverterOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));

        public bool IsBoundByName => property.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.ValueFromPipelineByPropertyName);

        private string? Kind => _type == typeof(Guid) ? "an id, which is a GUID"
            : _type == typeof(string) ? "text"
            : _type.GetCustomAttribute<DescriptionAttribute>()?.Description;

        public PSPropertyInfo? In(PSObject row) => _names.Select(name => row.Properties[name]).FirstOrDefault(column => column is not null);

        public object? Read(PSObject row)
        {
            object? cell = In(row)?.Value;
            if (ParameterText.IsBlank(cell)) return null;
            try
            {
                return Convert(cell!);
            }
            catch (Exception wrong) when (wrong is MetadataException or PSInvalidCastException)
            {
                string fault = wrong is PSInvalidCastException && Kind is { } kind ? $"'{cell}' is not {kind}." : wrong.Message;
                throw new InputException(
                    ErrorCode.InvalidInput, $"-{property.Name}: {fault}", property.Name, "Correct the value, or leave it empty if none is needed.");
            }
        }

        public object? Convert(object? value)
        {
            foreach (ArgumentTransformationAttribute transformation in _transformations) value = transformation.Transform(null!, value!);
            if (value is null) return null;
            if (_converter.Value is { } converter) return converter.ConvertFrom(value, _type, CultureInfo.InvariantCulture, ignoreCase: true);
            WellFormedTextAttribute.RequireAll(value);

            // PowerShell would join a list, and write a date in one of many forms.
            if (_type == typeof(string) && ParameterText.Unwrap(value) is { } bare && !ParameterText.IsPlain(bare))
                throw new PSInvalidCastException($"'{bare}' is not text.");
            return LanguagePrimitives.ConvertTo(value, property.PropertyType, CultureInfo.InvariantCulture);
        }

        // PowerShell uses a type's own converter as well, but constrained language mode restricts that.
        private static PSTypeConverter? ConverterOf(Type type) =>
            type.GetCustomAttribute<TypeConverterAttribute>() is { } own && type.Assembly.GetType(own.ConverterTypeName.Split(',')[0]) is { } converter
                ? Activator.CreateInstance(converter) as PSTypeConverter
                : null;
    }
}
