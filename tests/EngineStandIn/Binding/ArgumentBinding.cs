using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Pipeline;

namespace System.Management.Automation.Binding;

/// <summary>One value on its way into one parameter: transformed, converted, checked, set.</summary>
internal sealed class ArgumentBinding(CommandProcessor processor)
{
    private InvocationInfo Invocation => processor.Invocation;

    /// <returns>False when the value has another type and may not be converted.</returns>
    public bool TryBind(ParameterMetadata parameter, object? value, bool mandatory, bool convert)
    {
        value = Transform(parameter, value, mandatory);
        if (convert)
            value = Convert(parameter, parameter.ParameterType, value);
        else if (!TryTakeAsIs(parameter.ParameterType, ref value))
            return false;
        if (mandatory)
            RefuseEmpty(parameter, value);
        Validate(parameter, value);
        Set(parameter, value);
        return true;
    }

    private object? Transform(ParameterMetadata parameter, object? value, bool mandatory)
    {
        foreach (ArgumentTransformationAttribute transformation in parameter.Attributes.OfType<ArgumentTransformationAttribute>())
        {
            if (value is null && !mandatory && !transformation.TransformNullOptionalParameters)
                continue;
            try
            {
                value = transformation.Transform(processor.Engine, value);
            }
            catch (Exception e)
            {
                throw new ParameterBindingArgumentTransformationException(Invocation, "ParameterArgumentTransformationError", parameter.Name,
                    $"Cannot process argument transformation on parameter '{parameter.Name}'. {e.Message}", e);
            }
        }

        return value;
    }

    private static bool TryTakeAsIs(Type type, ref object? value)
    {
        object? bare = PSObject.Unwrap(value);
        if (bare is null)
            return !type.IsValueType;
        if (type == typeof(PSObject))
            value = PSObject.AsPSObject(value!);
        else if (type.IsInstanceOfType(bare))
            value = type == typeof(object) ? value : bare;
        else if (type.IsArray && (type.GetElementType() == typeof(PSObject) || type.GetElementType()!.IsInstanceOfType(bare)))
            value = LanguagePrimitives.ConvertTo(value, type);
        else
            return false;
        return true;
    }

    private object? Convert(ParameterMetadata parameter, Type type, object? value)
    {
        object? bare = PSObject.Unwrap(value);
        if (bare is null)
        {
            return type == typeof(bool)
                ? throw new ParameterBindingException(ErrorCategory.InvalidArgument, Invocation, "ParameterArgumentValidationErrorNullNotAllowed", parameter.Name, NullText(parameter))
                : type == typeof(SwitchParameter) ? new SwitchParameter(true) : null;
        }

        if (type == typeof(object) || type.IsInstanceOfType(bare))
            return type == typeof(object) ? value : bare;
        if (type == typeof(bool) || type == typeof(SwitchParameter))
        {
            if (bare is not (bool or SwitchParameter) && !Conversion.IsNumber(bare.GetType()))
                throw NotConvertible(parameter, type, bare.GetType(), string.Empty);
            return LanguagePrimitives.ConvertTo(bare, type);
        }

        if (type.IsArray)
        {
            Type element = type.GetElementType()!;
            object?[] items = [.. (LanguagePrimitives.GetEnumerable(bare)?.Cast<object?>() ?? [value]).Select(item => Convert(parameter, element, item))];
            Array array = Array.CreateInstance(element, items.Length);
            items.CopyTo(array, 0);
            return array;
        }

        // A list for one value is refused even where it holds only one; collections take it apart above or in the conversion.
        if (bare is IList && (type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type)) && type != typeof(PSObject) && !type.IsEnum)
            throw NotConvertible(parameter, type, bare.GetType(), "Specified method is not supported.");
        try
        {
            return LanguagePrimitives.ConvertTo(value, type, CultureInfo.CurrentCulture);
        }
        catch (PSInvalidCastException e)
        {
            throw new ParameterBindingException(ErrorCategory.InvalidArgument, Invocation, "CannotConvertArgumentNoMessage", parameter.Name, $"Cannot bind parameter '{parameter.Name}'. {e.Message}", e);
        }
    }

    private ParameterBindingException NotConvertible(ParameterMetadata parameter, Type wanted, Type given, string why) =>
        new(ErrorCategory.InvalidArgument, Invocation, "CannotConvertArgument", parameter.Name, $"Cannot convert '{given}' to the type '{wanted}' required by parameter '{parameter.Name}'. {why}");

    private void RefuseEmpty(ParameterMetadata parameter, object? value)
    {
        if (value is null)
        {
            if (!parameter.Attributes.Any(static a => a is AllowNullAttribute))
                throw NotNull(parameter);
            return;
        }

        bool allowEmpty = parameter.Attributes.Any(static a => a is AllowEmptyStringAttribute);
        if (value is string text)
        {
            if (text.Length == 0 && !allowEmpty)
                throw Invalid(parameter, "ParameterArgumentValidationErrorEmptyStringNotAllowed", $"Cannot bind argument to parameter '{parameter.Name}' because it is an empty string.");
            return;
        }

        if (!(parameter.ParameterType.IsArray || parameter.ParameterType.IsGenericType) || value is not ICollection and not IDictionary)
            return;
        if (((ICollection)value).Count == 0 && !parameter.Attributes.Any(static a => a is AllowEmptyCollectionAttribute))
            throw Invalid(parameter, "ParameterArgumentValidationErrorEmptyArrayNotAllowed", $"Cannot bind argument to parameter '{parameter.Name}' because it is an empty array.");
        if (value is string[] texts && texts.Any(static t => t is { Length: 0 }) && !allowEmpty)
            throw Invalid(parameter, "ParameterArgumentValidationErrorEmptyStringNotAllowed", $"Cannot bind argument to parameter '{parameter.Name}' because it is an empty string.");
    }

    private ParameterBindingException NotNull(ParameterMetadata parameter) =>
        Invalid(parameter, "ParameterArgumentValidationErrorNullNotAllowed", NullText(parameter));

    private static string NullText(ParameterMetadata parameter) => $"Cannot bind argument to parameter '{parameter.Name}' because it is null.";

    private void Validate(ParameterMetadata parameter, object? value)
    {
        foreach (ValidateArgumentsAttribute rule in parameter.Attributes.OfType<ValidateArgumentsAttribute>())
        {
            try
            {
                rule.Check(value, processor.Engine);
            }
            catch (Exception e)
            {
                throw Invalid(parameter, "ParameterArgumentValidationError", $"Cannot validate argument on parameter '{parameter.Name}'. {e.Message}", e);
            }
        }
    }

    private ParameterBindingValidationException Invalid(ParameterMetadata parameter, string id, string message, Exception? inner = null) =>
        new(Invocation, id, parameter.Name, message, inner);

    private void Set(ParameterMetadata parameter, object? value)
    {
        try
        {
            if (value is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
                throw new SetValueException($"Exception setting \"{parameter.Name}\": \"{Conversion.Refusal(null, parameter.ParameterType, null).Message}\"", null);
            parameter.Write(processor.Cmdlet, value);
        }
        catch (Exception e)
        {
            throw new ParameterBindingException(ErrorCategory.WriteError, Invocation, "ParameterBindingFailed", parameter.Name, $"Cannot bind parameter '{parameter.Name}' to the target. {e.Message}", e);
        }

        Invocation.BoundParameters[parameter.Name] = value;
    }
}
