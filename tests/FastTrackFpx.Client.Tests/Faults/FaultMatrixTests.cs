namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>Everything that can go wrong with a call, for a call of each shape: the right result, or the error that says what happened, and each write held once.</summary>
public sealed class FaultMatrixTests
{
    [Trait("Category", "Slow")]
    public sealed class Reads(ITestOutputHelper output)
    {
        [Fact]
        public Task Every_fault_of_a_read_ends_as_the_matrix_says() => RunAsync(MatrixShape.Reads, output);
    }

    [Trait("Category", "Slow")]
    public sealed class Writes(ITestOutputHelper output)
    {
        [Fact]
        public Task Every_fault_of_a_write_ends_as_the_matrix_says_and_each_write_is_held_once() => RunAsync(MatrixShape.Writes, output);
    }

    private static async Task RunAsync(IReadOnlyList<MatrixShape> shapes, ITestOutputHelper output)
    {
        await using MatrixBench bench = await MatrixBench.StartAsync();
        var outcomes = new List<string>();
        var wrong = new List<string>();
        foreach (MatrixShape shape in shapes)
        {
            MatrixOutcome undisturbed = await bench.RunAsync(shape, fault: null, always: false);
            Assert.Equal("right", undisturbed.Result);
            foreach ((MatrixFault fault, bool always) in MatrixFault.All.SelectMany(fault => new[] { (fault, false), (fault, true) }))
            {
                MatrixOutcome outcome = await bench.RunAsync(shape, fault, always);
                outcomes.Add(outcome.Result);
                string found = outcome.IsRight ? $"right +{(outcome.Calls - undisturbed.Calls).ToString(CultureInfo.InvariantCulture)}" : $"{outcome.Result} {outcome.Calls}";
                string expected = fault.Expect(shape, always);
                if (!expected.Any(char.IsDigit)) found = outcome.Result;
                if (found != expected) wrong.Add($"{shape.Name}, {fault.Name}, {(always ? "always" : "once")}: {found} instead of {expected}");
                if (shape.IsWrite && !outcome.IsSettled) wrong.Add($"{shape.Name}, {fault.Name}, {(always ? "always" : "once")}: held {outcome.Held} times, noted as {outcome.Noted}");
            }
        }

        output.WriteLine(
            $"Fault matrix: {outcomes.Count} cells ({MatrixFault.All.Count} faults, once and always, on {shapes.Count} shapes of calls): "
            + string.Join(", ", outcomes.GroupBy(result => result).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}")) + ".");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(MatrixFault.All.Count * 2 * shapes.Count, outcomes.Count);
    }
}
