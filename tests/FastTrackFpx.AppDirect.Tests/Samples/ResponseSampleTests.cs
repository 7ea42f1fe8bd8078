using FastTrackFpx.AppDirect.Errors;

namespace FastTrackFpx.AppDirect.Tests.Samples;

/// <summary>Every response sample of the document, read as its cmdlet reads it: no value is lost.</summary>
public sealed class ResponseSampleTests
{
    private static readonly string[] BesideRecords = ["page", "pageInfo", "links", "total", "totalCount"];

    [Fact]
    public void The_document_has_246_samples() => Assert.Equal(246, Description.Operations.Sum(operation => operation.Samples.Count()));

    public static TheoryData<string, string> Samples()
    {
        var data = new TheoryData<string, string>();
        foreach (DescribedOperation operation in Description.Operations)
        {
            foreach ((string status, _) in operation.Samples) data.Add(operation.Id, status);
        }

        return data;
    }

    [Theory, MemberData(nameof(Samples))]
    public void No_value_of_a_sample_is_lost(string operationId, string status)
    {
        JsonElement sample = Description.Operation(operationId).Samples.First(one => one.Status == status).Sample;
        if (status[0] != '2')
        {
            // A sample of an error: code and message reach the error record.
            var document = new ErrorDocument();
            document.Read(Encoding.UTF8.GetBytes(sample.GetRawText()));
            IEnumerable<string> words = Leaves.OfJson(sample).Where(leaf => leaf.Length > 3);
            Assert.All(words, word => Assert.True(word == document.Code || word == document.Message || document.Details.Values.Any(texts => texts.Contains(word)), word));
            return;
        }

        string output = Description.Cmdlets[operationId].Output;
        if (output == "none") output = "PSObject";
        List<string> held = [.. Rows.Read(output, sample.GetRawText()).Records.SelectMany(Leaves.OfRecord)];
        Assert.Empty(Leaves.Missing(Leaves.OfJson(Records(sample)).Where(leaf => leaf.Trim().Length > 0), held));
    }

    private static JsonElement Records(JsonElement sample)
    {
        if (sample.ValueKind != JsonValueKind.Object) return sample;
        JsonProperty[] own = [.. sample.EnumerateObject().Where(property => !BesideRecords.Contains(property.Name))];
        return own is [{ Value.ValueKind: JsonValueKind.Array } list] && list.Name is "content" or "orders" or "order" or "quotes" or "reports" ? list.Value : sample;
    }
}
