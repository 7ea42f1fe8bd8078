using System.Reflection;

namespace FastTrackFpx.Changes;

/// <summary>A property of a record that can be written: what a prompt calls it, and whether two records agree in it.</summary>
internal class RecordField<T>(string property, string? words = null)
    where T : class
{
    private readonly PropertyInfo _property = typeof(T).GetProperty(property)!;

    internal string Name => _property.Name;

    internal bool IsEntry => _property.PropertyType == typeof(FpxLookup);

    internal bool IsList => _property.PropertyType == typeof(FpxList<FpxLookup>);

    internal bool IsDate => _property.PropertyType == typeof(DateTimeOffset?);

    /// <summary>How a prompt names the field.</summary>
    internal string Words { get; } = words ?? property;

    internal bool IsMail { get; init; }

    internal object? Read(T? record) => record is null ? null : _property.GetValue(record);

    internal void Write(T record, object? value) => _property.SetValue(record, value);

    /// <summary>Whether two records hold the same, exactly or as far as the service may have normalized what was sent.</summary>
    internal bool Same(T? sent, T? held, bool exactly = true) =>
        exactly ? FieldValue.Same(Read(sent), Read(held)) : FieldValue.IsStored(Read(sent), Read(held), IsMail);

    /// <summary>The field old to new; only the new value if the old record is not known.</summary>
    internal string Describe(T? before, T? after) =>
        $"{Words} {(before is null ? string.Empty : $"{FieldValue.Words(Read(before))} -> ")}{FieldValue.Words(Read(after))}";

    public override string ToString() => Words;
}
