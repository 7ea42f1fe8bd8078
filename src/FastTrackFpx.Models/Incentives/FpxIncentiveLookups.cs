namespace FastTrackFpx;

/// <summary>An incentive program. From <c>GET incentives/Programs</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxIncentiveProgram : FpxLookup
{
    /// <summary>The same as <see cref="FpxLookup.Id"/>.</summary>
    public string? ProgramId => Id;
}

/// <summary>A workload that incentives are paid for. From <c>GET incentives/Workloads</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxIncentiveWorkload : FpxLookup
{
    /// <summary>The same as <see cref="FpxLookup.Id"/>.</summary>
    public string? WorkloadId => Id;
    /// <summary>The program that pays.</summary>
    public FpxLookup? Program { get; set; }

    internal override FpxLookup Copy()
    {
        var copy = (FpxIncentiveWorkload)base.Copy();
        copy.Program = Program?.Copy();
        return copy;
    }
}

/// <summary>A payment period. From <c>GET incentives/YearPeriods</c>.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxIncentivePeriod
{
    /// <summary>The id that statement searches take.</summary>
    public string? Id { get; set; }
    /// <summary>Year and period as one whole number, for instance 202501.</summary>
    public long? YearPeriod { get; set; }
    /// <summary>The months the period spans, in words.</summary>
    public string? YearPeriodRange { get; set; }

    internal FpxIncentivePeriod Copy() => (FpxIncentivePeriod)MemberwiseClone();

    /// <summary>The same as <see cref="Id"/>, under the name that other cmdlets bind.</summary>
    public string? PaymentPeriodId => Id;

    /// <summary>The range, or the number where there is none.</summary>
    public override string ToString() => YearPeriodRange ?? YearPeriod?.ToString(CultureInfo.InvariantCulture) ?? Id ?? string.Empty;
}
