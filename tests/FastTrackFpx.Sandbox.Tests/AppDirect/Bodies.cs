using FastTrackFpx.Sandbox.AppDirect.Description;

namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>Bodies of operations whose rules need more than the right shape.</summary>
internal static class Bodies
{
    /// <summary>A body that the rules accept; null if any body of the right shape does.</summary>
    public static JsonNode? Of(ApiOperation operation, OperationDriver driver)
    {
        string plan = driver.Id("paymentPlan");
        string company = OperationDriver.Text(driver.Find("association"), "customerCompanyId");
        string member = OperationDriver.Text(driver.Find("membership", m => OperationDriver.Text(m, "companyId") == company), "userId");
        string opportunity = OperationDriver.Text(driver.Find("opportunity"), "id");
        string text = operation.Id switch
        {
            "postAccountV2Companies" => """{ "name": "New", "firstUser": { "email": "first@new.example", "firstName": "A", "lastName": "B" } }""",
            "postAppResellerV1Companies" => """{ "name": "Newer" }""",
            "postAppResellerV1CompanyAssociations" => $$"""{ "customerCompanyId": "{{Unassociated(driver)}}", "resellerCompanyId": "{{Reseller(driver)}}" }""",
            "postAccountV2CompaniesByCompanyUuidMemberships" => """{ "user": { "email": "one@new.example", "firstName": "A", "lastName": "B" } }""",
            "postAccountV2CompaniesByCompanyUuidMembershipsActive" =>
                """{ "user": { "email": "two@new.example", "firstName": "A", "lastName": "B" }, "temporaryPassword": "x", "recipientEmails": [] }""",
            "postAppResellerV1Users" => $$"""{ "companyId": "{{company}}", "email": "three@new.example", "firstName": "A", "lastName": "B" }""",
            "patchAccountV2CompaniesByCompanyUuidMembershipsRoles" =>
                $$"""[ { "userUuid": "{{FirstMember(driver)}}", "rolesToAdd": [ "ROLE_BILLING_ADMIN" ] } ]""",
            "putAccountV2CompaniesByCompanyUuidMembershipsByUserUuid" => """{ "enabled": true, "roles": [ "ROLE_USER" ] }""",
            "postAccountV2CompaniesByCompanyUuidInvitations" => """[ { "email": "four@new.example", "role": "USER" }, { "email": "x" } ]""",
            "postAccountV2InvitationsByInvitationTokenRegistration" => """{ "firstName": "A", "lastName": "B", "password": "x" }""",
            "postChannelV1Discounts" => """{ "code": "DRIVEN", "description": "A discount", "type": "PERCENTAGE", "percentage": 12.5 }""",
            "patchChannelV1ExchangeRatesByCurrencyExchangeRateUuid" => """{ "active": false }""",
            "postChannelV1ExchangeRates" => """{ "baseCurrency": "EUR", "counterCurrency": "USD", "rate": 1.08 }""",
            "postBillingV1InvoicesByInvoiceNumberPayments" => """{ "amount": 0.5, "currency": "USD", "method": "MANUAL" }""",
            "postBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptions" or "postBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptionsPreview"
                or "putBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptionsBySubscriptionId"
                or "putBillingV1CompaniesByCompanyIdUsersByUserIdSubscriptionsBySubscriptionIdPreview"
                or "postBillingV1SubscriptionsBySubscriptionIdAddons" =>
                $$"""{ "order": { "paymentPlanId": {{plan}}, "orderLines": [ { "unit": "USER", "quantity": 3 } ] } }""",
            "patchBillingV1SubscriptionsBySubscriptionId" => """{ "status": "SUSPENDED", "suspensionReasonMessage": "overdue" }""",
            "postAppResellerV1Subscriptions" => $$"""
                { "paymentPlanId": "{{plan}}", "targetCompanyId": "{{company}}", "targetUserId": "{{member}}", "orderLines": "[{\"unit\":\"USER\",\"quantity\":2}]" }
                """,
            "putAppResellerV1SubscriptionsBySubscriptionId" => $$"""{ "paymentPlanId": "{{plan}}", "orderLines": [ { "unit": "USER", "quantity": "4" } ] }""",
            "postAppResellerV1SubscriptionAssignments" => Seat(driver),
            "postAppMarketV2PaymentMethods" or "postAppResellerV1PaymentMethods" => $$"""
                { "companyId": "{{company}}", "ownerId": "{{member}}", "paymentMethodType": "CARD", "properties": { "number": "4111" },
                  "billingAddress": { "street1": "1", "city": "C", "state": "S", "zip": "1", "country": "DE" } }
                """,
            "postAppMarketV2PaymentMethodsDefaults" => DefaultMethod(driver),
            "postIntegrationV2BillingUsage" => """
                { "billable": true, "idempotencyKey": "driver", "usages": [ { "accountId": "x", "usageList": [
                  { "eventDate": "2026-01-01T00:00:00Z", "eventId": null, "quantity": "1.5", "pricingUnit": "USER" } ] } ] }
                """,
            "postIntegrationV1BillingUsage" => """{ "items": [ { "quantity": 1, "unit": "USER" } ] }""",
            "postAssistedSalesV1Opportunities" =>
                $$"""{ "name": "New", "customerCompanyId": "{{company}}", "customerId": "{{member}}", "currency": "USD", "items": [ { "pricingPlanId": "{{plan}}" } ] }""",
            "postAssistedSalesV1OpportunitiesByOpportunityIdItems" => $$"""[ { "pricingPlanId": "{{plan}}", "units": [ { "unit": "USER", "quantity": 2 } ] } ]""",
            "putAssistedSalesV1OpportunitiesByOpportunityIdItemsByItemId" => $$"""{ "pricingPlanId": "{{plan}}", "units": [ { "unit": "USER", "quantity": 2 } ] }""",
            "putAssistedSalesV1OpportunitiesByOpportunityIdItemsRequiredFields" => """{ "itemIds": [], "requiredFields": { "domain": [ "x" ] } }""",
            "postAssistedSalesV1OpportunitiesItemsRequiredFieldsDefinitions" => $$"""[ { "productId": "{{driver.Id("product")}}" } ]""",
            "patchAssistedSalesV1OpportunitiesByOpportunityIdOwner" => $$"""{ "ownerId": "{{member}}", "ownerCompanyId": "{{company}}" }""",
            "postAssistedSalesV1OpportunitiesByOpportunityIdClone" => """{ "name": "Copy" }""",
            "postAssistedSalesV2OpportunitiesByOpportunityIdApplyDiscount" or "postAssistedSalesV2OpportunitiesByOpportunityIdDeleteDiscount" =>
                """{ "discountCode": "SAVE10" }""",
            "postAssistedSalesV1Quotes" => $$"""{ "name": "Offer", "source": { "id": "{{opportunity}}", "type": "OPPORTUNITY" } }""",
            "postAssistedSalesV1QuotesByQuoteIdExecuteAction" => """{ "action": "ACCEPT" }""",
            "postLeadV2Leads" => """
                { "leadType": "MANUAL", "partner": "APPDIRECT", "customer": { "company": { "name": "New lead" }, "contact": { "email": "lead@new.example" } } }
                """,
            "postLeadV2Assignment" => $$"""{ "leadId": "{{driver.Id("lead")}}", "recipient": { "participantType": "COMPANY", "companyId": "{{company}}" } }""",
            "postLeadV2CompanyAssociation" => $$"""{ "leadId": "{{driver.Id("lead")}}", "user": { "id": "{{member}}", "companyId": "{{company}}" } }""",
            "postChannelV1SegmentsByCompanySegmentIdAssociationsBatchUpdate" =>
                $$"""{ "companyIdsToAdd": [ "{{company}}" ], "companyIdsToRemove": [], "deleteAll": false }""",
            "postChannelV1SegmentsDynamicSegmentsMatchUserByUserEmail" => """{ "name": "x", "filters": [] }""",
            "postApiV3CheckoutItems" => $$"""{ "productIds": [ "{{driver.Id("product")}}" ] }""",
            "postAppwiseV2Accounts" => """{ "app": { "id": "4711" }, "user": { "handle": "handle", "userId": "u", "companyId": "c" } }""",
            "postChannelV1Webhooks" or "putChannelV1WebhooksByWebhookUuid" =>
                """{ "url": "https://hooks.example/new", "resourceType": "USER", "authenticationToken": "secret" }""",
            "postNotificationV1TemplatesEmail" => """{ "type": "INVITE_USER", "locale": "en_US", "subject": "S", "content": "C" }""",
            "postNotificationV1TemplatesSms" => """{ "type": "INVITE_USER", "locale": "en_US", "content": "C" }""",
            "postNotificationV1TemplatesCommonEmail" => """{ "type": "UNSUBSCRIBE", "locale": "en_US", "content": "C" }""",
            "postSyncV1TasksFragmentCreate" => Sync("CREATE"),
            "postSyncV1TasksFragmentExpire" => Sync("EXPIRE"),
            "postSyncV1TasksFragmentAssign" => Sync("ASSIGN"),
            "postSyncV1TasksFragmentUnassign" => Sync("UNASSIGN"),
            _ => "",
        };
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private static string Sync(string operation) => operation is "CREATE" or "EXPIRE"
        ? $$"""{ "type": "ACCOUNT", "operation": "{{operation}}", "developerAccounts": [] }"""
        : $$"""
            { "type": "ASSIGNMENT", "operation": "{{operation}}", "accountIdentifier": "one", "userIdentifier": "one",
              "developerIdentifier": "d8a4d3c6-0c36-4d5e-9b4e-111111111111" }
            """;

    private static string Reseller(OperationDriver driver) => OperationDriver.Text(driver.Find("association"), "resellerCompanyId");

    private static string Unassociated(OperationDriver driver) => OperationDriver.Text(driver.Find("company", company =>
    {
        try
        {
            string id = OperationDriver.Text(company, "id");
            driver.Find("association", association => OperationDriver.Text(association, "customerCompanyId") == id);
            return false;
        }
        catch (InvalidOperationException)
        {
            return OperationDriver.Text(company, "reseller") == "False";
        }
    }), "id");

    private static string FirstMember(OperationDriver driver) => OperationDriver.Text(driver.Find("membership", m => OperationDriver.Text(m, "companyId")
        == OperationDriver.Text(driver.Find("membership"), "companyId")), "userId");

    private static string Seat(OperationDriver driver)
    {
        var assignment = driver.Find("assignment");
        return $$"""{ "subscriptionId": "{{OperationDriver.Text(assignment, "subscriptionId")}}", "userId": "{{OperationDriver.Text(assignment, "userId")}}" }""";
    }

    private static string DefaultMethod(OperationDriver driver)
    {
        var method = driver.Find("paymentMethod");
        return $$"""
            { "companyId": "{{OperationDriver.Text(method, "companyId")}}", "ownerId": "{{OperationDriver.Text(method, "ownerId")}}",
              "paymentMethodId": "{{OperationDriver.Text(method, "id")}}" }
            """;
    }
}
