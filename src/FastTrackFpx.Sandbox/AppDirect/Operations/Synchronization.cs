using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>What a vendor synchronises: accounts and assignments. All four tasks have one address and differ by their body.</summary>
internal static class Synchronization
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postSyncV1TasksFragmentCreate"] = Queue,
        ["postSyncV1TasksFragmentExpire"] = Queue,
        ["postSyncV1TasksFragmentAssign"] = Queue,
        ["postSyncV1TasksFragmentUnassign"] = Queue,
        ["getSyncV1Assignments"] = Get,
    };

    /// <summary>The part of the address behind # that the body means.</summary>
    public static string FragmentOf(JsonNode? body) => body?["operation"]?.ToString().ToUpperInvariant() switch
    {
        "EXPIRE" => "expire",
        "ASSIGN" => "assign",
        "UNASSIGN" => "unassign",
        _ => "create",
    };

    private static string KeyOf(string? developer, string? account, string? user) => $"{developer}/{account}/{user}";

    private static void Queue(Call call)
    {
        JsonObject body = call.Fields;
        if (call.Operation.Fragment is "assign" or "unassign")
        {
            string id = KeyOf(body["developerIdentifier"]?.ToString(), body["accountIdentifier"]?.ToString(), body["userIdentifier"]?.ToString());
            Document? known = call.Store.Find("syncAssignment", id);
            if (known is not null) call.Store.Remove(known);
            JsonObject assignment = body.DeepClone().AsObject();
            assignment["assigned"] = call.Operation.Fragment == "assign";
            call.Store.Add("syncAssignment", id, assignment);
        }
        else
        {
            PlainOperations.Add(call, "syncAccount", body.DeepClone().AsObject());
        }

        call.SendNothing();
    }

    private static void Get(Call call)
    {
        string id = KeyOf(call.Query("developerIdentifier"), call.Query("accountIdentifier"), call.Query("userIdentifier"));
        call.Send(call.Find("syncAssignment", id));
    }
}
