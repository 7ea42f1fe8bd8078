using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastTrackFpx.Sandbox.MadeUp;

/// <summary>Reads the JSON files that are embedded in the assembly.</summary>
internal static class DataFile
{
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static T Read<T>(string name, JsonConverter? converter = null)
    {
        using Stream file = typeof(DataFile).Assembly.GetManifestResourceStream(name)!;
        var options = new JsonSerializerOptions(Options);
        if (converter is not null) options.Converters.Add(converter);
        return JsonSerializer.Deserialize<T>(file, options)!;
    }
}
