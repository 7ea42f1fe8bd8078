using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace System.Management.Automation;

[Flags]
public enum PSMemberTypes { Property = 4, NoteProperty = 8 }

public abstract class PSMemberInfo
{
    public string Name { get; private set; } = string.Empty;
    public bool IsInstance => this is PSNoteProperty;
    public abstract PSMemberTypes MemberType { get; }
    public abstract object? Value { get; set; }
    public abstract string TypeNameOfValue { get; }

    protected void SetMemberName(string name) => Name = name;
}

public abstract class PSPropertyInfo : PSMemberInfo
{
    public abstract bool IsGettable { get; }
    public abstract bool IsSettable { get; }
}

public class PSNoteProperty : PSPropertyInfo
{
    public PSNoteProperty(string name, object? value)
    {
        SetMemberName(name);
        Value = value;
    }

    public override PSMemberTypes MemberType => PSMemberTypes.NoteProperty;
    public override object? Value { get; set; }
    public override string TypeNameOfValue => Value is null ? typeof(object).FullName! : PSObject.AsPSObject(Value).TypeNames[0];
    public override bool IsGettable => true;
    public override bool IsSettable => true;
}

/// <summary>A public property or field of the .NET object itself.</summary>
public class PSProperty : PSPropertyInfo
{
    private static readonly ConcurrentDictionary<Type, MemberInfo[]> Members = new();
    private readonly object _owner;
    private readonly MemberInfo _member;

    internal PSProperty(object owner, MemberInfo member)
    {
        (_owner, _member) = (owner, member);
        SetMemberName(member.Name);
    }

    public override PSMemberTypes MemberType => PSMemberTypes.Property;
    public override bool IsGettable => _member is FieldInfo or PropertyInfo { GetMethod.IsPublic: true };
    public override bool IsSettable => _member is FieldInfo { IsInitOnly: false } or PropertyInfo { SetMethod.IsPublic: true };
    public override string TypeNameOfValue => ValueType.FullName!;

    public override object? Value
    {
        get
        {
            try
            {
                return _member is PropertyInfo property ? property.GetValue(_owner) : ((FieldInfo)_member).GetValue(_owner);
            }
            catch (TargetInvocationException e)
            {
                throw new GetValueInvocationException($"Exception getting \"{Name}\": \"{e.InnerException!.Message}\"", e.InnerException);
            }
        }

        set
        {
            if (!IsSettable)
                throw new SetValueException($"'{Name}' is a ReadOnly property.", null);
            object? converted = LanguagePrimitives.ConvertTo(value, ValueType);
            if (_member is PropertyInfo property)
                property.SetValue(_owner, converted);
            else
                ((FieldInfo)_member).SetValue(_owner, converted);
        }
    }

    private Type ValueType => _member is PropertyInfo property ? property.PropertyType : ((FieldInfo)_member).FieldType;
    internal static IEnumerable<PSProperty> Of(object owner) => owner is PSCustomObject ? [] : Members.GetOrAdd(owner.GetType(), Find).Select(m => new PSProperty(owner, m));

    private static MemberInfo[] Find(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static p => p.GetIndexParameters().Length == 0)
            .GroupBy(static p => p.Name).Select(static same => same.First()),
        .. type.GetFields(BindingFlags.Public | BindingFlags.Instance),
    ];
}

public abstract class PSMemberInfoCollection<T> : IEnumerable<T> where T : PSMemberInfo
{
    public abstract T? this[string name] { get; }

    public abstract void Add(T member);
    public abstract void Add(T member, bool preValidated);
    public abstract void Remove(string name);
    public abstract ReadOnlyPSMemberInfoCollection<T> Match(string name);
    public abstract IEnumerator<T> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public class ReadOnlyPSMemberInfoCollection<T> : IEnumerable<T> where T : PSMemberInfo
{
    private readonly List<T> _members;
    internal ReadOnlyPSMemberInfoCollection(List<T> members) => _members = members;
    public int Count => _members.Count;
    public T this[int index] => _members[index];
    public T? this[string name] => _members.Find(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    public IEnumerator<T> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed class PSObjectMembers<T>(PSObject owner) : PSMemberInfoCollection<T> where T : PSMemberInfo
{
    public override T? this[string name] => All().FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    public override void Add(T member) => Add(member, preValidated: false);

    public override void Add(T member, bool preValidated)
    {
        if (owner.AddedProperties.Exists(p => p.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase)))
            throw new ExtendedTypeSystemException($"Cannot add a member with the name \"{member.Name}\" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command.", null);
        owner.AddedProperties.Add((PSPropertyInfo)(PSMemberInfo)member);
    }

    public override void Remove(string name) => owner.AddedProperties.RemoveAll(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public override ReadOnlyPSMemberInfoCollection<T> Match(string name)
    {
        WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
        return new ReadOnlyPSMemberInfoCollection<T>(All().Where(m => pattern.IsMatch(m.Name)).ToList());
    }

    public override IEnumerator<T> GetEnumerator() => All().GetEnumerator();

    private IEnumerable<T> All()
    {
        IEnumerable<PSPropertyInfo> added = owner.HasAddedProperties ? owner.AddedProperties : [];
        foreach (PSPropertyInfo property in added)
            yield return (T)(PSMemberInfo)property;
        foreach (PSProperty property in PSProperty.Of(owner.BaseObject))
        {
            if (!added.Any(a => a.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase)))
                yield return (T)(PSMemberInfo)property;
        }
    }
}
