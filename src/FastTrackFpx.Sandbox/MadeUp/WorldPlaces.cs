using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastTrackFpx.Sandbox.MadeUp;

/// <summary>All places, and how often each one is used.</summary>
internal static class WorldPlaces
{
    public static ImmutableArray<Place> All { get; } = DataFile.Read<ImmutableArray<Place>>("places.json", new NamesConverter());

    /// <summary>Twenty companies in a row come from these places.</summary>
    public static ImmutableArray<int> Round { get; } = [0, 2, 1, 8, 3, 0, 6, 9, 2, 10, 0, 5, 7, 1, 12, 8, 0, 4, 3, 11];

    // Names are properties: as they are written, with their Latin letters as the value.
    private sealed class NamesConverter : JsonConverter<ImmutableArray<PlaceName>>
    {
        public override ImmutableArray<PlaceName> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            using JsonDocument names = JsonDocument.ParseValue(ref reader);
            return [.. names.RootElement.EnumerateObject().Select(name => new PlaceName(name.Name, name.Value.GetString()!))];
        }

        public override void Write(Utf8JsonWriter writer, ImmutableArray<PlaceName> value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
