namespace FastTrackFpx.Rules;

/// <summary>What is wrong with one input, collected so that all of it is reported at once.</summary>
internal sealed class InputFaults
{
    private readonly List<InputException> _faults = [];

    internal bool AreNone => _faults.Count == 0;

    /// <summary>Adds a fault; the first of a parameter counts.</summary>
    internal void Add(InputException fault)
    {
        if (fault.ParameterName is null || _faults.All(other => other.ParameterName != fault.ParameterName)) _faults.Add(fault);
    }

    internal T? Collect<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (InputException fault)
        {
            Add(fault);
            return null;
        }
    }

    /// <summary>Reports what was collected, together with the rules that the rest breaks.</summary>
    internal void ThrowIfAny(IEnumerable<FpxRuleFinding> findings)
    {
        if (AreNone) return;
        var broken = findings
            .Where(finding => finding.Severity == FpxRuleSeverity.Refuse && !_faults.Any(fault => fault.ParameterName == finding.ParameterName))
            .Select(finding => $"-{finding.ParameterName}: {finding.Message}").ToList();
        if (_faults.Count == 1 && broken.Count == 0) throw _faults[0];
        throw new InputException(
            _faults[0].ErrorCode,
            string.Join(" ", _faults.Select(fault => fault.Message).Concat(broken)),
            _faults[0].ParameterName,
            string.Join(" ", _faults.Select(fault => fault.RecommendedAction).Distinct()));
    }
}
