using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Tenants;

/// <summary>The people of a tenant as the service writes them: a map from the assignment's name to the person, or to several.</summary>
internal static class AssignmentReader
{
    internal static List<FpxTenantAssignment> Read(JsonRecord body, Guid tenantId)
    {
        if (body.IsArray) return body.Items(person => Person(person, person.Text("assignment", "assignmentName"), tenantId));
        if (!body.IsObject) throw JsonRecord.Missing("assignments", "an object");
        var people = new List<FpxTenantAssignment>();
        foreach (KeyValuePair<string, JsonRecord> assignment in body.Properties)
        {
            if (!assignment.Value.HasValue) continue;
            try
            {
                if (assignment.Value.IsArray) people.AddRange(assignment.Value.Items(person => Person(person, assignment.Key, tenantId)));
                else if (assignment.Value.IsObject) people.Add(Person(assignment.Value, assignment.Key, tenantId));
                else throw new JsonShapeException(string.Empty, "an object", "a plain value");
            }
            catch (JsonShapeException wrong)
            {
                throw wrong.Inside(assignment.Key);
            }
        }

        return people;
    }

    private static FpxTenantAssignment Person(JsonRecord person, string? assignment, Guid tenantId) => new()
    {
        TenantId = tenantId,
        Assignment = assignment,
        Id = person.Id("id"),
        Name = person.Text("name"),
        Email = person.Text("email"),
        IsPrimary = person.Flag("isPrimary"),
        PrimaryServices = person.List("primaryServices", LookupReader.Entry<FpxLookup>),
        AdditionalServices = person.List("additionalServices", LookupReader.Entry<FpxLookup>),
    };
}
