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
internal sealed record TourStep(string Words, params IReadOnlyList<TourCommand> Commands)
{
    public Expectation Expectation { get; private init; }

    /// <summary>The first part of the error id that must come.</summary>
    public string? ErrorId { get; private init; }

    /// <summary>Answers to the questions that the step will be asked, by their labels.</summary>
    public IReadOnlyList<string> Answers { get; private init; } = [];

    /// <summary>What goes wrong at the sandbox while the step runs, as a fault plan in JSON; null for nothing.</summary>
    public string? FaultPlan { get; private init; }

    public TourStep Answering(params string[] answers) => this with { Answers = answers };

    public TourStep During(string faultPlan) => this with { FaultPlan = faultPlan };

    public TourStep Silently() => this with { Expectation = Expectation.Quiet };

    public TourStep FailingWith(string errorId) => this with { Expectation = Expectation.Error, ErrorId = errorId };

    public override string ToString() => string.Join(" | ", Commands);
}
