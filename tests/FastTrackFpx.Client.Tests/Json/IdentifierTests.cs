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
    [Theory]
    [InlineData("1", "01", true)]
    [InlineData("007", "7", true)]
    [InlineData("0A0B0C0D000000000000000000000001", "0a0b0c0d-0000-0000-0000-000000000001", true)]
    [InlineData("in progress", "In Progress", true)]
    [InlineData("1", "10", false)]
    [InlineData("1", null, false)]
    public void Ids_are_the_same_however_they_are_written(string one, string? other, bool isSame) => Assert.Equal(isSame, Identifier.Same(one, other));
}
