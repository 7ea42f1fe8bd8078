using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;

namespace System.Management.Automation;

/// <summary>An object as the pipeline sees it: its own properties and those that were added to it.</summary>
public class PSObject : IFormattable, IComparable
{
    // What is added to an object stays with the object, not with the wrapper: a second wrapper sees it too.
    private static readonly ConditionalWeakTable<object, AddedMembers> AddedTo = [];
    private AddedMembers? _own;
    public PSObject() : this(PSCustomObject.Instance) { }

    public PSObject(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        ImmediateBaseObject = obj;
    }

    public object ImmediateBaseObject { get; }

    public object BaseObject => ImmediateBaseObject is PSObject inner ? inner.BaseObject : ImmediateBaseObject;
    public PSMemberInfoCollection<PSMemberInfo> Members => new PSObjectMembers<PSMemberInfo>(this);
    public PSMemberInfoCollection<PSPropertyInfo> Properties => new PSObjectMembers<PSPropertyInfo>(this);
    public Collection<string> TypeNames => Added.TypeNames ??= new Collection<string>(DefaultTypeNames().ToList());
    internal List<PSPropertyInfo> AddedProperties => Added.Properties;
    internal bool HasAddedProperties => Known is { Properties.Count: > 0 };
    private AddedMembers Added => IsShared ? AddedTo.GetValue(BaseObject, static _ => new AddedMembers()) : _own ??= new AddedMembers();
    private AddedMembers? Known => !IsShared ? _own : AddedTo.TryGetValue(BaseObject, out AddedMembers? known) ? known : null;
    private bool IsShared => BaseObject is not (PSCustomObject or string or ValueType);

    public static PSObject AsPSObject(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return obj as PSObject ?? new PSObject(obj);
    }

    public int CompareTo(object? obj) => LanguagePrimitives.Compare(BaseObject, obj);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj)
        || (BaseObject is not PSCustomObject && LanguagePrimitives.Equals(BaseObject, Unwrap(obj)));

    public override int GetHashCode() => BaseObject is PSCustomObject ? RuntimeHelpers.GetHashCode(this) : BaseObject.GetHashCode();
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        switch (BaseObject)
        {
            case PSCustomObject:
                return "@{" + string.Join("; ", Properties.Select(p => $"{p.Name}={(LanguagePrimitives.GetEnumerable(p.Value) is null ? AsText(p.Value) : Unwrap(p.Value))}")) + "}";
            case string text:
                return text;
            case IDictionary dictionary:
                return dictionary.GetType().ToString();
            case IEnumerable many:
                return string.Join(" ", many.Cast<object?>().Select(AsText));
            case IFormattable formattable:
                return formattable.ToString(format, formatProvider ?? CultureInfo.InvariantCulture);
            default:
                return BaseObject.ToString() ?? string.Empty;
        }
    }

    public static implicit operator PSObject(int valueToConvert) => AsPSObject(valueToConvert);
    public static implicit operator PSObject(string valueToConvert) => AsPSObject(valueToConvert);
    public static implicit operator PSObject(Hashtable valueToConvert) => AsPSObject(valueToConvert);
    public static implicit operator PSObject(double valueToConvert) => AsPSObject(valueToConvert);
    public static implicit operator PSObject(bool valueToConvert) => AsPSObject(valueToConvert);
    internal static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
    internal static string AsText(object? value) => value is null ? string.Empty : AsPSObject(value).ToString();

    private IEnumerable<string> DefaultTypeNames()
    {
        if (BaseObject is PSCustomObject)
            yield return typeof(PSCustomObject).FullName!;
        for (Type? type = BaseObject is PSCustomObject ? typeof(object) : BaseObject.GetType(); type is not null; type = type.BaseType)
            yield return type.ToString();
    }

    private sealed class AddedMembers
    {
        public List<PSPropertyInfo> Properties { get; } = [];
        public Collection<string>? TypeNames { get; set; }
    }
}

/// <summary>The base object of an object that has none: only properties that were added.</summary>
public class PSCustomObject
{
    internal static readonly PSCustomObject Instance = new();
    private PSCustomObject() { }
    public override string ToString() => string.Empty;
}
