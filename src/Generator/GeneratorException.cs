namespace FastTrackFpx.Generator;

/// <summary>The inputs contradict each other. The build prints the message and fails.</summary>
internal sealed class GeneratorException(string message) : Exception(message);
