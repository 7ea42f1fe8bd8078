using System.Collections.Generic;
using System.Linq;
using FastTrackFpx.Benchmarks.Contenders;

namespace FastTrackFpx.Benchmarks.Works;

/// <summary>What one contender did in all rounds of one work.</summary>
internal sealed class Samples(string work, ContenderKind contender)
{
    private readonly List<WorkAnswer> _answers = [];

    public string Work { get; } = work;

    public ContenderKind Contender { get; } = contender;

    public IReadOnlyList<WorkAnswer> Answers => _answers;

    /// <summary>Calls that the service saw in a round.</summary>
    public int Calls { get; private set; }

    public double Seconds => Figures.Median(_answers.Select(answer => answer.Seconds));

    public double CpuSeconds => Figures.Median(_answers.Select(answer => answer.CpuSeconds));

    public double PeakMegabytes => Figures.Median(_answers.Select(answer => answer.PeakMegabytes));

    public double LiveMegabytes => Figures.Median(_answers.Select(answer => answer.LiveMegabytes));

    public double ProcessMegabytes => Figures.Median(_answers.Select(answer => answer.ProcessMegabytes));

    public double Spread => Figures.Spread([.. _answers.Select(answer => answer.Seconds)]);

    public WorkAnswer Last => _answers[^1];

    public void Add(WorkAnswer answer, int calls)
    {
        _answers.Add(answer);
        Calls = calls;
    }
}
