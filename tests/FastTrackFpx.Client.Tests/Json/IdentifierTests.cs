namespace FastTrackFpx.Client.Tests.Json;

public class IdentifierTests
{
    [Theory]
    [InlineData("007", "7")]
    [InlineData("+7", "7")]
    [InlineData("0", "0")]
    [InlineData("000", "0")]
    [InlineData("-05", "-5")]
    [InlineData(" 12 ", "12")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("C4B8D7A6F9E64F6D8C8E1A1F4E6B9E3F", "c4b8d7a6-f9e6-4f6d-8c8e-1a1f4e6b9e3f")]
    [InlineData("{c4b8d7a6-f9e6-4f6d-8c8e-1a1f4e6b9e3f}", "c4b8d7a6-f9e6-4f6d-8c8e-1a1f4e6b9e3f")]
    [InlineData("12345678901234567890123456789012", "12345678-9012-3456-7890-123456789012")]
    [InlineData("In Progress", "In Progress")]
    [InlineData("٣", "٣")]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    public void An_id_has_one_spelling(string? written, string? id) => Assert.Equal(id, Identifier.Normalize(written));

    [Fact]
    public void Ids_are_the_same_however_they_are_written()
    {
        Assert.True(Identifier.Same("1", "01"));
        Assert.True(Identifier.Same("in progress", "In Progress"));
        Assert.False(Identifier.Same("1", "10"));
        Assert.False(Identifier.Same("1", null));
    }
}
