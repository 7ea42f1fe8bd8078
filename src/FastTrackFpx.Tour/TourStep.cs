using System.Collections.Generic;

namespace FastTrackFpx.Tour;

/// <summary>What a step of the tour must end in to count as seen.</summary>
internal enum Expectation
{
    /// <summary>At least one object, no error.</summary>
    Output,

    /// <summary>No error; nothing needs to come out.</summary>
    Quiet,

    /// <summary>An error with the step's id.</summary>
    Error,
}

/// <summary>One thing the tour shows: a few words, a pipeline of commands, what must come of it.</summary>
internal sealed class TourStep
{
    public TourStep(string words, params TourCommand[] commands)
    {
        Words = words;
        Commands = commands;
    }

    public string Words { get; }

    public IReadOnlyList<TourCommand> Commands { get; }

    public Expectation Expectation { get; private set; } = Expectation.Output;

    /// <summary>The first part of the error id that must come.</summary>
    public string? ErrorId { get; private set; }

    /// <summary>Answers to the questions that the step will be asked, by their labels.</summary>
    public IReadOnlyList<string> Answers { get; private set; } = [];

    public TourStep Answering(params string[] answers)
    {
        Answers = answers;
        return this;
    }

    /// <summary>What goes wrong at the sandbox while the step runs; null for nothing.</summary>
    public string? FaultPlan { get; private set; }

    /// <param name="faultPlan">A fault plan of the sandbox, as JSON.</param>
    public TourStep During(string faultPlan)
    {
        FaultPlan = faultPlan;
        return this;
    }

    public TourStep Silently()
    {
        Expectation = Expectation.Quiet;
        return this;
    }

    public TourStep FailingWith(string errorId)
    {
        Expectation = Expectation.Error;
        ErrorId = errorId;
        return this;
    }

    public override string ToString() => string.Join(" | ", Commands);
}
