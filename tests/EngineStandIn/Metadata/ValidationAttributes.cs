using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Internal;
using System.Text.RegularExpressions;

namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class ValidateArgumentsAttribute : CmdletMetadataAttribute
{
    protected abstract void Validate(object? arguments, EngineIntrinsics engineIntrinsics);
    internal void Check(object? arguments, EngineIntrinsics engine) => Validate(arguments, engine);
    private protected static ValidationMetadataException Refuse(string message) => new(message);
}

/// <summary>A rule that is checked on each element when a collection is given.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class ValidateEnumeratedArgumentsAttribute : ValidateArgumentsAttribute
{
    protected abstract void ValidateElement(object element);

    protected sealed override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (PSObject.Unwrap(arguments) is null)
            throw Refuse("The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.");
        if (LanguagePrimitives.GetEnumerable(arguments) is not { } many)
        {
            ValidateElement(arguments!);
            return;
        }

        foreach (object element in many)
            ValidateElement(element);
    }
}

public interface IValidateSetValuesGenerator
{
    string[] GetValidValues();
}

public sealed class ValidateSetAttribute : ValidateEnumeratedArgumentsAttribute
{
    private readonly string[]? _values;
    private readonly Type? _generator;
    public ValidateSetAttribute(params string[] validValues) => _values = validValues;
    public ValidateSetAttribute(Type valuesGeneratorType) => _generator = valuesGeneratorType;
    public bool IgnoreCase { get; set; } = true;
    public IList<string> ValidValues => _values ?? ((IValidateSetValuesGenerator)Activator.CreateInstance(_generator!)!).GetValidValues();

    protected override void ValidateElement(object element)
    {
        string? text = PSObject.Unwrap(element)?.ToString();
        StringComparer comparer = IgnoreCase ? StringComparer.InvariantCultureIgnoreCase : StringComparer.InvariantCulture;
        if (ValidValues.Contains(text, comparer))
            return;
        throw Refuse($"The argument \"{text}\" does not belong to the set \"{string.Join(",", ValidValues)}\" specified by the ValidateSet attribute. "
            + "Supply an argument that is in the set and then try the command again.");
    }
}

public sealed class ValidateRangeAttribute : ValidateEnumeratedArgumentsAttribute
{
    public ValidateRangeAttribute(object minRange, object maxRange) => (MinRange, MaxRange) = (minRange, maxRange);

    public object MinRange { get; }
    public object MaxRange { get; }

    protected override void ValidateElement(object element)
    {
        if (!LanguagePrimitives.TryConvertTo(element, MinRange.GetType(), CultureInfo.InvariantCulture, out object? value))
            throw Refuse("The argument cannot be validated because its type is not the type of the minimum and maximum limits.");
        var comparable = (IComparable)value!;
        if (comparable.CompareTo(MinRange) < 0)
            throw Refuse($"The {element} argument is less than the minimum allowed range of {MinRange}. "
                + $"Supply an argument that is greater than or equal to {MinRange} and then try the command again.");
        if (comparable.CompareTo(MaxRange) > 0)
            throw Refuse($"The {element} argument is greater than the maximum allowed range of {MaxRange}. "
                + $"Supply an argument that is less than or equal to {MaxRange} and then try the command again.");
    }
}

public sealed class ValidateCountAttribute(int minLength, int maxLength) : ValidateArgumentsAttribute
{
    public int MinLength { get; } = minLength;
    public int MaxLength { get; } = maxLength;

    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        object? value = PSObject.Unwrap(arguments);
        int count = value is null ? 0 : LanguagePrimitives.GetEnumerable(value)?.Cast<object?>().Count()
            ?? throw Refuse("The ValidateCount attribute cannot be applied to a parameter that is not an array.");
        if (count < MinLength || count > MaxLength)
            throw Refuse($"The parameter requires at least {MinLength} value(s) and no more than {MaxLength} value(s) - {count} value(s) were provided.");
    }
}

public sealed class ValidateLengthAttribute(int minLength, int maxLength) : ValidateEnumeratedArgumentsAttribute
{
    public int MinLength { get; } = minLength;
    public int MaxLength { get; } = maxLength;

    protected override void ValidateElement(object element)
    {
        if (PSObject.Unwrap(element) is not string text)
            throw Refuse("The ValidateLength attribute can only be applied to text.");
        if (text.Length < MinLength)
            throw Refuse($"The character length ({text.Length}) of the argument is too short. Specify an argument with a length that is greater than or equal to \"{MinLength}\", and then try the command again.");
        if (text.Length > MaxLength)
            throw Refuse($"The character length of the {text.Length} argument is too long. Shorten the character length of the argument so it is fewer than or equal to \"{MaxLength}\" characters, and then try the command again.");
    }
}

public sealed class ValidatePatternAttribute(string regexPattern) : ValidateEnumeratedArgumentsAttribute
{
    public string RegexPattern { get; } = regexPattern;
    public RegexOptions Options { get; set; } = RegexOptions.IgnoreCase;

    protected override void ValidateElement(object element)
    {
        string text = PSObject.AsPSObject(element).ToString();
        if (!Regex.IsMatch(text, RegexPattern, Options))
            throw Refuse($"The argument \"{text}\" does not match the \"{RegexPattern}\" pattern. Supply an argument that matches \"{RegexPattern}\" and try the command again.");
    }
}

public abstract class NullValidationAttributeBase : ValidateArgumentsAttribute
{
    private protected static void RequireValues(object? arguments, bool refuseEmpty)
    {
        object? value = PSObject.Unwrap(arguments);
        const string Null = "The argument is null. Provide a valid value for the argument, and then try running the command again.";
        const string Empty = "The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.";
        const string NullElement = "The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.";
        if (value is null)
            throw Refuse(refuseEmpty ? Empty : Null);
        if (refuseEmpty && value is string { Length: 0 } or IDictionary { Count: 0 } && refuseEmpty)
            throw Refuse(Empty);
        if (value is IDictionary || LanguagePrimitives.GetEnumerable(value) is not { } many)
            return;
        bool any = false;
        foreach (object? element in many)
        {
            any = true;
            if (PSObject.Unwrap(element) is null || refuseEmpty && PSObject.Unwrap(element) is string { Length: 0 })
                throw Refuse(NullElement);
        }

        if (refuseEmpty && !any)
            throw Refuse("The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.");
    }
}

public sealed class ValidateNotNullAttribute : NullValidationAttributeBase
{
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics) => RequireValues(arguments, refuseEmpty: false);
}

public sealed class ValidateNotNullOrEmptyAttribute : NullValidationAttributeBase
{
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics) => RequireValues(arguments, refuseEmpty: true);
}
