namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>Where the documents leave two readings, the recommended one is sent first and the other one where the answer asks for it.</summary>
public class TwoReadingsTests
{
    private const string ContactId = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    private static readonly FpxContact Ada = new() { ContactId = new Guid(ContactId), TenantId = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"), Name = "Ada" };

    [Theory]
    [InlineData("v1.2", "PATCH /ftop/v1.2/api/contacts/", "PATCH /ftop/v1.1/api/tenants/contacts/")]
    [InlineData("v1.1", "PATCH /ftop/v1.1/api/tenants/contacts/", "PATCH /ftop/v1.2/api/contacts/")]
    public async Task A_contact_is_changed_by_the_other_route_where_the_first_is_not_there(string version, string first, string second)
    {
        await using var server = await OnlyRouteAsync(second);
        var writes = Writes(server, version);
        await writes.SetContactAsync(Ada.ContactId, Ada, Title("x"), CancellationToken.None);
        await writes.SetContactAsync(Ada.ContactId, Ada, Title("y"), CancellationToken.None);
        Assert.Equal([first + ContactId, second + ContactId, second + ContactId], server.Requests);
    }

    [Fact]
    public async Task A_contact_is_removed_by_v1_1_and_where_that_is_gone_by_the_new_route()
    {
        await using var server = await OnlyRouteAsync("DELETE /ftop/v1.2/api/contacts/");
        await Writes(server).RemoveContactAsync(Ada.ContactId, Ada, CancellationToken.None);
        Assert.Equal(["DELETE /ftop/v1.1/api/tenants/contacts/" + ContactId, "DELETE /ftop/v1.2/api/contacts/" + ContactId], server.Requests);
    }

    [Fact]
    public async Task A_contact_that_is_missing_and_a_refusal_for_another_reason_are_not_tried_again()
    {
        await using var server = await OddServer.StartAsync(context =>
            OddServer.JsonAsync(context, """{"errorStatus":404,"dependencyType":"Dynamics","message":"No such contact."}""", 404));
        var error = await Assert.ThrowsAsync<ServiceException>(() => Writes(server).SetContactAsync(Ada.ContactId, Ada, Title("x"), CancellationToken.None));
        Assert.Equal(FpxErrorCode.NotFound, error.ErrorCode);
        Assert.Single(server.Requests);
        await using var refusing = await OddServer.StartAsync(context =>
            OddServer.JsonAsync(context, """{"errorStatus":400,"message":"No.","errors":{"ServicesEstimatedValueId":["Needed."]}}""", 400));
        await Assert.ThrowsAsync<ServiceException>(() =>
            Writes(refusing).SetReferralAsync(new FpxReferral { PartnerReferralId = Guid.NewGuid() }, new ReferralChange(ReferralAction.Set, new FpxReferral()), CancellationToken.None));
        Assert.Single(refusing.Requests);
    }

    [Fact]
    public async Task Required_fields_of_a_change_go_along_with_their_present_values_once_the_service_asked()
    {
        var bodies = new List<JsonNode>();
        await using var server = await OddServer.StartAsync(async context =>
        {
            var body = (await JsonNode.ParseAsync(context.Request.Body))!;
            bodies.Add(body);
            if (body["name"] is null)
                await OddServer.JsonAsync(context, """{"errorStatus":400,"message":"No.","errors":{"Name":["This field is required."]}}""", 400);
            else
                await OddServer.JsonAsync(context, $$"""{"contactId":"{{ContactId}}","name":"Ada"}""");
        });
        var writes = Writes(server);

        await writes.SetContactAsync(Ada.ContactId, Ada, Title("x"), CancellationToken.None);
        await writes.SetContactAsync(Ada.ContactId, Ada, Title("y"), CancellationToken.None);

        Assert.Equal("""{"title":"x"}""", bodies[0].ToJsonString());
        Assert.Equal(
            """{"name":"Ada","email":null,"phone":null,"title":"x","surveyEligible":null,"countryRegionId":null,"surveyLanguageId":null,"contactTypeId":null,"services":null}""",
            bodies[1].ToJsonString());
        Assert.Equal("y", bodies[2]["title"]!.GetValue<string>());
        Assert.Equal(3, bodies.Count);
    }

    [Theory, InlineData("AceptanceStatusId"), InlineData("AcceptanceStatusId")]
    public async Task A_referral_s_field_is_spelt_as_the_refusal_names_it_and_so_remembered(string required)
    {
        var bodies = new List<JsonObject>();
        var current = new FpxReferral { ReferralId = 7, PartnerReferralId = Guid.NewGuid() };
        await using var server = await OddServer.StartAsync(async context =>
        {
            var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
            bodies.Add(body);
            if (!body.ContainsKey(required))
                await OddServer.JsonAsync(context, $$$"""{"errorStatus":400,"errors":{"{{{required}}}":["This field is required."]}}""", 400);
            else
                await OddServer.JsonAsync(context, """{"count":1,"hasMore":false,"items":[{"id":7,"acceptance":{"id":"a1","name":"Accepted"}}]}""");
        });
        var change = new ReferralChange(ReferralAction.Approve, new FpxReferral { Acceptance = new FpxLookup { Id = "a1", Name = "Accepted" } });
        var writes = Writes(server);

        var result = await writes.SetReferralAsync(current, change, CancellationToken.None);
        await writes.SetReferralAsync(current, change, CancellationToken.None);

        Assert.Equal("Accepted", result.Value.Acceptance!.Name);
        Assert.Equal(["acceptanceStatusId", required, required], bodies.Select(body => body.First().Key));
    }

    private static Task<OddServer> OnlyRouteAsync(string route) => OddServer.StartAsync(context =>
        $"{context.Request.Method} {context.Request.Path}".StartsWith(route, StringComparison.Ordinal)
            ? OddServer.JsonAsync(context, $$"""{"contactId":"{{ContactId}}","name":"Ada"}""")
            : OddServer.TextAsync(context, "Not here.", "text/plain", StatusCodes.Status404NotFound));

    private static FpxWrites Writes(OddServer server, string version = "v1.2") =>
        server.Connect(options => options.ApiVersion = version).Writing(new WriteContext());

    private static ContactChange Title(string title) => ContactTemplate.Change(("Title", title));
}
