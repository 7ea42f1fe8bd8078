using FastTrackFpx.Rest.Data;
using FastTrackFpx.Store.Tables;

namespace FastTrackFpx.Store.Tests.Databases;

/// <summary>Rows as bytes: what is inserted, and by what it is recognised.</summary>
public sealed class RowTests
{
    private static readonly Table<Sample> Samples = new Table<Sample>("sample")
        .Key("id", sample => sample.Id)
        .Key("part", sample => sample.Part)
        .With("text", sample => sample.Text)
        .With("number", sample => sample.Number)
        .With("ratio", sample => sample.Ratio)
        .With("amount", sample => sample.Amount)
        .With("flag", sample => sample.Flag)
        .With("time", sample => sample.Time);

    private static readonly Sample Full = new(new Guid("00112233-4455-6677-8899-aabbccddeeff"), "a", "Zürich 🙂", -1, 0.1, 12.50m, true, new DateTimeOffset(2026, 11, 28, 9, 30, 0, TimeSpan.FromHours(2)));

    [Fact]
    public void Each_row_is_inserted_with_its_own_values_whatever_the_row_before_has()
    {
        Sample[] samples =
        [
            Full, Full with { Part = "b" }, new(Full.Id, "c"), Full with { Part = "d", Text = string.Empty }, Full with { Part = "e", Text = new string('x', 70_000) },
            Full with { Part = "f", Text = "1", Number = 1, Ratio = null, Flag = false, Time = Full.Time!.Value.AddTicks(1) }, Full with { Part = "g", Amount = -0.01m }, new(Full.Id, "h"),
        ];
        using var database = new SqliteDatabase(path: null, mustExist: false, TimeProvider.System);
        database.Execute($"CREATE TABLE sample ({string.Join(", ", Samples.Columns.Select(column => $"{column.Name} {database.TypeOf(column.Type)}"))}, content_hash INTEGER, valid_from TEXT)");
        var rows = new RowBuffer();

        for (int i = 0; i < samples.Length; i++)
        {
            long hash = rows.Append(Samples, samples[i]);
            database.Insert(Samples, rows[i], hash, DateTimeOffset.UnixEpoch.AddDays(i / 2));
        }

        List<object?[]> stored = database.Query([.. Samples.Columns.Select(column => column.Type), ColumnType.Integer, ColumnType.Time], "SELECT * FROM sample ORDER BY part");
        rows.Clear();
        Assert.Equal(
            samples.Select((sample, i) => (object?[])[.. Samples.ValuesOf(sample), rows.Append(Samples, sample), DateTimeOffset.UnixEpoch.AddDays(i / 2)]),
            stored);
    }

    [Fact]
    public void The_stored_hash_of_a_row_never_changes_because_each_row_would_be_written_again()
    {
        var rows = new RowBuffer();
        Assert.Equal([4951490502702317323, -8508023245794478917], new[] { Full, new Sample(Full.Id, "c") }.Select(sample => rows.Append(Samples, sample)));
    }

    [Fact]
    public void A_key_that_comes_twice_is_recognised_by_its_values_alone()
    {
        var rows = new RowBuffer();
        foreach (Sample sample in new[] { Full, Full with { Text = "other", Amount = null }, Full with { Part = "b" } }) rows.Append(Samples, sample);
        Assert.Equal(rows.KeyHash(0), rows.KeyHash(1));
        Assert.NotEqual(rows.KeyHash(0), rows.KeyHash(2));
    }

    private sealed record Sample(
        Guid Id, string Part, string? Text = null, long? Number = null, double? Ratio = null, decimal? Amount = null, bool? Flag = null, DateTimeOffset? Time = null);
}
