using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Lookups;

/// <summary>The lists of values that other records refer to.</summary>
internal sealed class LookupEndpoints
{
    public void Map(RouteTable routes)
    {
        routes.Get("timeZones", (in call, reply) => Write(reply.Json, TimeZones.All));
        routes.Get("services", (in call, reply) => Write(reply.Json, ServiceCatalog.All.Select(s => new IntegerLookup(s.Id, s.Name))));
        routes.Get("services/frp", (in call, reply) => Write(reply.Json, ServiceCatalog.ByPartners.Select(s => new IntegerLookup(s.Id, s.Name))));
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<IntegerLookup> entries)
    {
        json.WriteStartArray();
        foreach (IntegerLookup entry in entries)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, entry.Id);
            json.WriteString("name"u8, entry.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
