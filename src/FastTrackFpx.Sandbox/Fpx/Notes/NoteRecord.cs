namespace FastTrackFpx.Sandbox.Fpx.Notes;

/// <summary>A note on a tenant.</summary>
/// <param name="Text">Up to 1,048,576 characters.</param>
/// <param name="Author">Who wrote it; null if unknown.</param>
/// <param name="Created">When it was created, as responses write it.</param>
/// <param name="Category">Id of its category.</param>
internal sealed record NoteRecord(string Text, string? Author, string Created, int Category);
