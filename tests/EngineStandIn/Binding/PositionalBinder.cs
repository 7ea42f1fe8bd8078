using System.Collections.Generic;
using System.Linq;

namespace System.Management.Automation.Binding;

/// <summary>Gives values without a name to the parameters that have a place, first where no conversion is needed.</summary>
internal sealed class PositionalBinder(ParameterBinder binder)
{
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
                ParameterMetadata[] candidates = [.. binder.UnboundAt(position, sets)];
                for (int i = 0; i < candidates.Length; i++)
                {
                    try
                    {
                        if (binder.TryBind(candidates[i], value, convert))
                            return true;
                    }
                    catch (ParameterBindingException e) when (e.ErrorId == "CannotConvertArgumentNoMessage" && (i + 1 < candidates.Length || sets == preferred && binder.UnboundAt(position, others).Any()))
                    {
                        // Another set may have a parameter in this place that takes it.
                    }
                }
            }
        }

        return false;
    }
}
