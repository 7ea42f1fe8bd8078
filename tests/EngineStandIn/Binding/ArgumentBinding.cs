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
            value = Convert(parameter, value);
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

    private object? Convert(ParameterMetadata parameter, object? value)
    {
        Type type = parameter.ParameterType;
        object? bare = PSObject.Unwrap(value);
        if (bare is null)
        {
            if (type == typeof(bool) || type == typeof(SwitchParameter))
                throw NotNull(parameter);
            return type.IsArray || typeof(ICollection).IsAssignableFrom(type) ? null : ConvertOrRefuse(parameter, value);
        }

        if (type == typeof(object) || type.IsInstanceOfType(bare))
            return type == typeof(object) ? value : bare;
        if (type == typeof(bool) && !(bare is SwitchParameter || Conversion.IsNumber(bare.GetType())))
            throw Refused(parameter, $"Cannot convert value \"{bare}\" to type \"{type}\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.", null);
        if (type == typeof(SwitchParameter) && bare is not bool)
            throw Refused(parameter, $"Cannot convert value \"{bare}\" to type \"{type}\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.", null);
        if (type == typeof(string) && bare is not string && LanguagePrimitives.GetEnumerable(bare) is not null)
            throw new ParameterBindingException(ErrorCategory.InvalidArgument, Invocation, "CannotConvertArgument", parameter.Name,
                $"Cannot convert '{bare.GetType()}' to the type '{type}' required by parameter '{parameter.Name}'. Specified method is not supported.");
        return ConvertOrRefuse(parameter, value);
    }

    private object? ConvertOrRefuse(ParameterMetadata parameter, object? value)
    {
        try
        {
            return LanguagePrimitives.ConvertTo(value, parameter.ParameterType, CultureInfo.InvariantCulture);
        }
        catch (PSInvalidCastException e)
        {
            throw Refused(parameter, e.Message, e);
        }
    }

    private ParameterBindingException Refused(ParameterMetadata parameter, string why, Exception? inner) =>
        new(ErrorCategory.InvalidArgument, Invocation, "CannotConvertArgumentNoMessage", parameter.Name, $"Cannot bind parameter '{parameter.Name}'. {why}", inner);

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

        if (value is IDictionary || value is not ICollection collection)
            return;
        if (collection.Count == 0 && !parameter.Attributes.Any(static a => a is AllowEmptyCollectionAttribute))
            throw Invalid(parameter, "ParameterArgumentValidationErrorEmptyArrayNotAllowed", $"Cannot bind argument to parameter '{parameter.Name}' because it is an empty array.");
        if (value is string[] texts && texts.Any(static t => t is { Length: 0 }) && !allowEmpty)
            throw Invalid(parameter, "ParameterArgumentValidationErrorEmptyStringNotAllowed", $"Cannot bind argument to parameter '{parameter.Name}' because it is an empty string.");
    }

    private ParameterBindingException NotNull(ParameterMetadata parameter) =>
        Invalid(parameter, "ParameterArgumentValidationErrorNullNotAllowed", $"Cannot bind argument to parameter '{parameter.Name}' because it is null.");

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
            parameter.Write(processor.Cmdlet, value);
        }
        catch (Exception e)
        {
            throw new ParameterBindingException(ErrorCategory.WriteError, Invocation, "ParameterBindingFailed", parameter.Name, $"Cannot bind parameter '{parameter.Name}' to the target. {e.Message}", e);
        }

        Invocation.BoundParameters[parameter.Name] = value;
    }
}
