using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Entitlements;

/// <summary>The lists of statuses: each level on its own, and every valid combination.</summary>
internal sealed class StatusEndpoints
{
    public void Map(FpxRoutes routes)
    {
        routes.Get("entitlements/l1s", (request, response) => Write(response.Json, StatusCatalog.All.Select(first => first.Status)));
        routes.Get("entitlements/services/{serviceId}/l1s/{l1id}/l2s", SecondLevels);
        routes.Get("entitlements/services/{serviceId}/l1s/{l1id}/l2s/{l2id}/l3s", ThirdLevels);
        routes.Get("entitlements/l1l2l3s", (request, response) => WriteCombinations(response.Json));
    }

    private static void SecondLevels(ServiceRequest request, ServiceResponse response)
    {
        (Service service, FirstLevel first) = ServiceAndFirst(request);
        Write(response.Json, first.Below.Where(second => second.IsFor(service)).Select(second => second.Status));
    }

    private static void ThirdLevels(ServiceRequest request, ServiceResponse response)
    {
        (Service service, FirstLevel first) = ServiceAndFirst(request);
        string l2 = request.Guid("l2Id");
        SecondLevel second = StatusCatalog.Find(service, first.Status.Id, l2) ?? throw FpxRejection.NotFound("L2 status", l2);
        Write(response.Json, second.Below);
    }

    private static (Service Service, FirstLevel First) ServiceAndFirst(ServiceRequest request)
    {
        int serviceId = request.Integer("serviceId");
        string l1 = request.Guid("l1Id");
        Service service = ServiceCatalog.Find(serviceId) ?? throw FpxRejection.NotFound("Service", request.Route("serviceId"));
        return (service, StatusCatalog.Find(l1) ?? throw FpxRejection.NotFound("L1 status", l1));
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<Status> statuses)
    {
        json.WriteStartArray();
        foreach (Status status in statuses)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, status.Id);
            json.WriteString("name"u8, status.Name);
            json.WriteString("description"u8, status.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCombinations(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (Service service in ServiceCatalog.All)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, service.Id);
            json.WriteString("name"u8, service.Name);
            json.WriteStartArray("l1s"u8);
            foreach (FirstLevel first in StatusCatalog.All) WriteFirst(json, service, first);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFirst(Utf8JsonWriter json, Service service, FirstLevel first)
    {
        WriteHead(json, first.Status);
        json.WriteStartArray("l2s"u8);
        foreach (SecondLevel second in first.Below.Where(second => second.IsFor(service)))
        {
            WriteHead(json, second.Status);
            json.WriteStartArray("l3s"u8);
            foreach (Status third in second.Below)
            {
                WriteHead(json, third);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, Status status)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, status.Id);
        json.WriteString("name"u8, status.Name);
    }
}
