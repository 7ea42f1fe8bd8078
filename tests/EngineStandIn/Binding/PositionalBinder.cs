using System.Collections.Generic;
using System.Linq;

namespace System.Management.Automation.Binding;

/// <summary>Gives values without a name to the parameters that have a place, first where no conversion is needed.</summary>
internal sealed class PositionalBinder(ParameterBinder binder)
{
    /// <summary>Why a value did not fit the parameter in its place; it may still be one of those that remain.</summary>
    public ParameterBindingException? Refusal { get; private set; }

    /// <returns>The values that no place was found for.</returns>
    public List<object?> Bind(List<object?> values)
    {
        foreach (int position in binder.OpenPositions().ToArray())
        {
            if (values.Count == 0)
                break;
            if (TryPlace(position, values[0]))
                values.RemoveAt(0);
        }

        return values;
    }

    private bool TryPlace(int position, object? value)
    {
        (string[] preferred, string[] others) = binder.SetsInOrder();
        foreach (bool convert in new[] { false, true })
        {
            foreach (string[] sets in new[] { preferred, others })
            {
                foreach (ParameterMetadata candidate in binder.UnboundAt(position, sets).ToArray())
                {
                    try
                    {
                        if (binder.TryBind(candidate, value, convert))
                            return true;
                    }
                    catch (ParameterBindingException e) when (e.ErrorId is "CannotConvertArgumentNoMessage" or "CannotConvertArgument")
                    {
                        Refusal = e;
                    }
                }
            }
        }

        return false;
    }
}
