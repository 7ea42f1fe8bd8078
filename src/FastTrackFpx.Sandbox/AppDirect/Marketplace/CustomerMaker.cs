using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Access;
using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.AppDirect.Marketplace;

/// <summary>
/// Makes up companies with users, subscriptions, orders, invoices and payments that fit each other: an invoice is the total of its order,
/// and a paid one has a payment of that amount.
/// </summary>
internal sealed class CustomerMaker(DocumentStore store, int seed, IReadOnlyList<PlanOffer> offers)
{
    private static readonly string[] SubscriptionStates = ["ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "SUSPENDED", "FREE_TRIAL", "CANCELLED"];
    private static readonly string[] LeadStates =
        ["SUBMITTED", "ASSIGNED", "ACCEPTED_FOR_MANAGERS", "PENDING_CONVERSION_APPROVAL", "CONVERTED", "DISQUALIFIED"];

    private readonly string _reseller = SpecialCompany.IdOf(SpecialCompany.Reseller);

    /// <summary>The companies of the marketplace itself, with the users who can sign in.</summary>
    public void AddSpecialCompanies()
    {
        foreach ((string role, string name) in new[]
        {
            (SpecialCompany.Operator, "Sandbox Marketplace"), (SpecialCompany.Reseller, "Sandbox Reseller"), (SpecialCompany.Vendor, "Sandbox Software"),
        })
        {
            var dice = new Dice(seed, role);
            AddCompany(SpecialCompany.IdOf(role), name, role + "." + SignInUsers.Domain, WorldPlaces.All[0], role, ref dice);
            AddSignInUsers(role, SpecialCompany.IdOf(role));
        }
    }

    /// <summary>A customer and everything that belongs to it.</summary>
    public void Add(int ordinal)
    {
        var dice = new Dice(seed, "AppDirect customer", ordinal);
        Company made = Company.Make(seed, ordinal);
        Place place = WorldPlaces.All[made.Place];
        string id = ordinal == 0 ? SpecialCompany.IdOf("customer") : dice.GuidText();
        AddCompany(id, made.Name, made.Domain, place, null, ref dice);
        if (ordinal == 0) AddSignInUsers("customer", id);
        var users = new List<string>();
        int count = dice.Between(2, 9);
        string[] groups = AddGroups(id, count, ref dice);
        for (int u = 0; u < count; u++) users.Add(AddUser(id, made, place, ordinal, u, groups, ref dice));
        int subscriptions = dice.Below(4);
        for (int s = 0; s < subscriptions; s++) AddSubscription(id, users, ordinal, s, ref dice);
        store.Add("domain", made.Domain, new JsonObject
        {
            ["companyId"] = id, ["name"] = made.Domain, ["domainName"] = made.Domain, ["verified"] = dice.Chance(70),
            ["createdOn"] = MadeUpTime.At(ref dice, -400, -100).ToUnixTimeMilliseconds(),
        }, isMadeUp: true);
        if (dice.Chance(40)) AddInvitation(id, made.Domain, users[0], ref dice);
        int activities = dice.Between(1, 4);
        for (int a = 0; a < activities; a++)
        {
            store.Add("activity", dice.GuidText(), new JsonObject
            {
                ["companyId"] = id, ["userId"] = users[a % users.Count], ["createdOn"] = MadeUpTime.At(ref dice, -90, 0).ToUnixTimeMilliseconds(),
            }, isMadeUp: true);
        }

        AddPaymentData(id, users[0], ordinal, made.Name, ref dice);
        if (ordinal % 2 == 0) AddAssociation(id, made.Name, ref dice);
        if (ordinal % 3 == 0) AddOpportunity(id, users[0], ordinal, ref dice);
        if (ordinal % 4 == 0) AddLeads(made, place, ordinal, ref dice);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Time(ref Dice dice, int least, int most) => MadeUpTime.At(ref dice, least, most).ToUnixTimeMilliseconds();

    private void Made(string kind, string id, JsonObject body) => store.Add(kind, id, body, isMadeUp: true);

    private void AddCompany(string id, string name, string domain, Place place, string? role, ref Dice dice)
    {
        var address = new JsonObject
        {
            ["city"] = place.Cities[dice.Below(place.Cities.Length)], ["country"] = place.CountryCode, ["state"] = place.Country,
            ["street1"] = $"{dice.Between(1, 200)} {place.Names[dice.Below(place.Names.Length)].Written}",
            ["zip"] = Text(dice.Between(10_000, 99_999)),
        };
        Made("company", id, new JsonObject
        {
            ["name"] = name, ["externalId"] = "CRM-" + id[..8], ["address"] = address, ["countryCode"] = place.CountryCode,
            ["emailAddress"] = "office@" + domain, ["website"] = "https://www." + domain, ["phoneNumber"] = Person.Phone(place, ref dice),
            ["createdOn"] = Time(ref dice, -900, -60), ["lastModified"] = Time(ref dice, -60, 0), ["enabled"] = role is not null || dice.Chance(95),
            ["active"] = true, ["allowLogin"] = true, ["channelAdmin"] = role == SpecialCompany.Operator, ["reseller"] = role == SpecialCompany.Reseller,
            ["vendor"] = role == SpecialCompany.Vendor, ["referral"] = false, ["defaultRole"] = "USER", ["status"] = "ACTIVE",
            ["companySize"] = dice.Of<string>(["SMALL", "MEDIUM", "LARGE"]), ["industry"] = dice.Of<string>(["Retail", "Finance", "Education"]),
            ["customAttributes"] = new JsonArray(new JsonObject
            {
                ["attributeType"] = "TEXT", ["label"] = "Tier", ["name"] = "tier", ["value"] = dice.Of<string>(["gold", "silver", "bronze"]),
            }),
        });
    }

    private void AddSignInUsers(string role, string company)
    {
        foreach (SignInUser user in SignInUsers.All.Where(user => user.Company == role))
        {
            string given = user.Name.Split('@')[0];
            AddMember(company, user.Id, new JsonObject
            {
                ["firstName"] = char.ToUpperInvariant(given[0]) + given[1..], ["lastName"] = "Sandbox", ["email"] = user.Name,
                ["userName"] = user.Name, ["createdOn"] = MadeUpTime.Today.AddDays(-900).ToUnixTimeMilliseconds(), ["activated"] = true,
            }, [.. user.Roles], []);
        }
    }

    private string AddUser(string company, Company made, Place place, int ordinal, int number, string[] groups, ref Dice dice)
    {
        var person = Person.From(place, ref dice);
        string id = dice.GuidText();
        // The number keeps addresses apart when two people of a company have one name.
        string mail = $"{person.MailName}{(number == 0 ? "" : Text(number))}@{made.Domain}";
        string[] roles = number == 0 ? ["ROLE_USER", "ROLE_SYS_ADMIN", "ROLE_BILLING_ADMIN"]
            : dice.Chance(20) ? ["ROLE_USER", "ROLE_BILLING_ADMIN"] : ["ROLE_USER"];
        AddMember(company, id, new JsonObject
        {
            ["firstName"] = person.Given, ["lastName"] = person.Family, ["email"] = mail, ["userName"] = mail,
            ["externalId"] = $"HR-{(ordinal * 100) + number}", ["createdOn"] = Time(ref dice, -800, -30), ["lastModified"] = Time(ref dice, -30, 0),
            ["activated"] = dice.Chance(90), ["locale"] = "en_US", ["currency"] = "USD", ["userId"] = null,
        }, roles, number == 0 ? groups : groups[..1]);
        return id;
    }

    private void AddMember(string company, string id, JsonObject user, string[] roles, string[] groups)
    {
        JsonArray Roles() => new([.. roles.Select(role => (JsonNode)JsonValue.Create(role))]);
        user["companyId"] = company;
        user["roles"] = Roles();
        user["enabled"] = true;
        user["active"] = user["activated"]?.DeepClone();
        user["externalId"] ??= "HR-" + id[..8];
        user.Remove("userId");
        Made("user", id, user);
        Made("membership", StableMembership(company, id), new JsonObject
        {
            ["companyId"] = company, ["userId"] = id, ["roles"] = Roles(), ["enabled"] = true, ["active"] = user["activated"]?.DeepClone(),
            ["lastUsed"] = true, ["firstName"] = user["firstName"]?.DeepClone(), ["lastName"] = user["lastName"]?.DeepClone(),
            ["email"] = user["email"]?.DeepClone(), ["createdOn"] = user["createdOn"]?.DeepClone(), ["position"] = null,
            ["groupIds"] = new JsonArray([.. groups.Select(group => (JsonNode)JsonValue.Create(group))]),
        });
    }

    /// <summary>The id of the membership of a user in a company.</summary>
    public static string StableMembership(string company, string user) => $"{company}:{user}";

    // Everyone is in the first group, and the first user in all of them.
    private string[] AddGroups(string company, int users, ref Dice dice)
    {
        string[] names = ["Everyone", "Accounting", "Sales"];
        string[] groups = new string[dice.Between(1, names.Length)];
        for (int g = 0; g < groups.Length; g++)
        {
            groups[g] = dice.GuidText();
            Made("group", groups[g], new JsonObject
            {
                ["companyId"] = company, ["name"] = names[g], ["description"] = $"{names[g]} of the company", ["companyDefault"] = g == 0,
                ["systemManaged"] = g == 0, ["externallyManaged"] = false, ["memberCount"] = g == 0 ? users : 1,
                ["createdOn"] = Time(ref dice, -300, -100),
            });
        }

        return groups;
    }

    private void AddSubscription(string company, List<string> users, int ordinal, int number, ref Dice dice)
    {
        PlanOffer offer = offers[dice.Below(offers.Count)];
        string id = dice.GuidText();
        int quantity = dice.Between(1, 25);
        decimal total = offer.Price * quantity;
        string status = dice.Of<string>(SubscriptionStates);
        long created = Time(ref dice, -500, -120);
        long order = 100_000 + (ordinal * 100L) + (number * 10);
        string owner = users[0];
        AddOrder(order, id, company, owner, offer, quantity, created, status == "FREE_TRIAL" ? 0 : total);
        Made("subscription", id, new JsonObject
        {
            ["companyId"] = company, ["userId"] = owner, ["productId"] = Text(offer.ProductId), ["editionId"] = Text(offer.EditionId),
            ["paymentPlanId"] = Text(offer.PlanId), ["orderId"] = Text(order), ["productName"] = offer.ProductName, ["status"] = status,
            ["externalId"] = $"SUB-{order}", ["externalAccountId"] = dice.GuidText(), ["createdOn"] = created, ["lastModified"] = Time(ref dice, -100, 0),
            ["endDate"] = status == "CANCELLED" ? Time(ref dice, -90, -10) : null, ["maxUsers"] = quantity, ["label"] = offer.ProductName,
            ["assignedUsers"] = Math.Min(quantity, users.Count), ["assignmentCount"] = Math.Min(quantity, users.Count), ["parentId"] = null,
            ["upcomingOrderId"] = null, ["bundleApplicationId"] = null, ["name"] = offer.ProductName, ["customAttributes"] = new JsonArray(),
            ["referenceCode"] = $"REF-{order}", ["totalPrice"] = total, ["pending"] = false, ["suspensionReason"] = null,
        });
        foreach (string user in users.Take(quantity))
        {
            Made("assignment", dice.GuidText(), new JsonObject
            {
                ["companyId"] = company, ["userId"] = user, ["subscriptionId"] = id, ["membershipId"] = StableMembership(company, user),
                ["status"] = "ACTIVE", ["createdOn"] = created, ["productName"] = offer.ProductName,
            });
        }

        Made("event", dice.GuidText(), new JsonObject
        {
            ["companyId"] = company, ["subscriptionId"] = id, ["orderId"] = order, ["type"] = "SUBSCRIPTION_ORDER", ["createdOn"] = created,
            ["successful"] = dice.Chance(92), ["consumed"] = true,
        });
        if (dice.Chance(25)) AddAddon(id, company, owner, ref dice);
        if (status is not ("FREE_TRIAL" or "INITIALIZED")) AddInvoices(order, id, company, owner, offer, quantity, total, created, ref dice);
    }

    private void AddOrder(long number, string subscription, string company, string user, PlanOffer offer, int quantity, long created, decimal total) =>
        Made("order", Text(number), new JsonObject
        {
            ["companyId"] = company, ["userId"] = user, ["subscriptionId"] = subscription, ["productId"] = Text(offer.ProductId),
            ["editionId"] = Text(offer.EditionId), ["paymentPlanId"] = Text(offer.PlanId), ["productName"] = offer.ProductName,
            ["editionName"] = offer.EditionName, ["currency"] = "USD", ["frequency"] = offer.Frequency, ["status"] = "ACTIVE", ["type"] = "NEW",
            ["totalPrice"] = total, ["createdOn"] = created, ["startDate"] = created, ["serviceStartDate"] = created, ["endDate"] = null,
            ["referenceCode"] = $"REF-{number}", ["previousOrderId"] = null, ["nextOrderId"] = null, ["discountId"] = null, ["discount"] = null,
            ["salesSupportUserId"] = null, ["salesSupportCompanyId"] = null, ["parentSubscriptionId"] = null, ["contract"] = null,
            ["oneTimeOrders"] = new JsonArray(), ["customAttributes"] = new JsonArray(), ["parameters"] = new JsonArray(), ["activated"] = true,
            ["orderLines"] = Lines(number, offer, quantity, total), ["pending"] = false, ["_embedded"] = null,
        });

    /// <summary>The lines of an order for one plan.</summary>
    public static JsonArray Lines(long order, PlanOffer offer, decimal quantity, decimal total) => new(new JsonObject
    {
        ["id"] = order * 10, ["type"] = "ITEM", ["unit"] = "USER", ["quantity"] = quantity, ["price"] = offer.Price, ["listingPrice"] = offer.Price,
        ["totalPrice"] = total, ["editionName"] = offer.EditionName, ["applicationName"] = offer.ProductName, ["editionPricingItemId"] = offer.PlanId * 10L,
    });

    private void AddAddon(string subscription, string company, string user, ref Dice dice) => Made("addon", dice.GuidText(), new JsonObject
    {
        ["subscriptionId"] = subscription, ["companyId"] = company, ["userId"] = user, ["status"] = "ACTIVE", ["createdOn"] = Time(ref dice, -100, -10),
    });

    private void AddInvoices(
        long order, string subscription, string company, string user, PlanOffer offer, int quantity, decimal total, long created, ref Dice dice)
    {
        int count = offer.Frequency == "YEARLY" ? 1 : dice.Between(1, 4);
        for (int i = 0; i < count; i++)
        {
            long number = (order * 10) + i;
            long date = DateTimeOffset.FromUnixTimeMilliseconds(created).AddMonths(i).ToUnixTimeMilliseconds();
            bool isPaid = dice.Chance(70);
            Made("invoice", Text(number), new JsonObject
            {
                ["companyId"] = company, ["userId"] = user, ["subscriptionId"] = subscription, ["orderId"] = Text(order),
                ["orderNumbers"] = new JsonArray(Text(order)), ["currency"] = "USD", ["status"] = isPaid ? "PAID" : dice.Chance(90) ? "UNPAID" : "VOIDED",
                ["total"] = total, ["createdOn"] = date, ["dueDate"] = date + (14L * 24 * 3600 * 1000), ["referenceNumber"] = null,
                ["paymentIds"] = isPaid ? new JsonArray(Text(number)) : [], ["delegatedToInvoice"] = null, ["includedInvoices"] = null,
                ["invoiceLines"] = new JsonArray(new JsonObject
                {
                    ["id"] = number * 10, ["itemId"] = number * 10, ["description"] = offer.ProductName, ["productId"] = offer.ProductId,
                    ["editionId"] = offer.EditionId, ["paymentPlanId"] = offer.PlanId, ["price"] = offer.Price, ["quantity"] = quantity,
                    ["total"] = total, ["type"] = "ITEM", ["pricingUnit"] = "USER", ["periodStart"] = date,
                }),
            });
            if (!isPaid) continue;
            Made("payment", Text(number), new JsonObject
            {
                ["companyId"] = company, ["userId"] = user, ["subscriptionId"] = subscription, ["orderId"] = Text(order), ["invoiceId"] = Text(number),
                ["amount"] = total, ["currency"] = "USD", ["createdOn"] = date, ["method"] = "CREDIT_CARD", ["result"] = "SUCCESSFUL",
                ["transactionId"] = $"T{number}", ["paymentNumber"] = number,
                ["gatewayResponse"] = new JsonObject { ["code"] = "100", ["message"] = "Approved" },
            });
        }
    }

    private void AddInvitation(string company, string domain, string inviter, ref Dice dice)
    {
        string mail = $"invited{dice.Between(1, 99)}@{domain}";
        Made("invitation", StableId.Of(company, mail), new JsonObject
        {
            ["companyId"] = company, ["company"] = company, ["email"] = mail, ["inviterId"] = inviter, ["role"] = "USER", ["accepted"] = false,
            ["externalIdentifier"] = mail, ["createdOn"] = Time(ref dice, -60, -1), ["token"] = dice.GuidText(),
        });
    }

    private void AddPaymentData(string company, string user, int ordinal, string name, ref Dice dice)
    {
        string display = $"**** **** **** {dice.Between(1000, 9999)}";
        string instrument = dice.GuidText();
        Made("paymentInstrument", instrument, new JsonObject
        {
            ["companyId"] = company, ["userId"] = user, ["accountDisplay"] = display, ["paymentMethod"] = "CREDIT_CARD", ["isDefault"] = true,
            ["createdOn"] = Time(ref dice, -300, -100), ["vatId"] = null,
            ["creditCard"] = new JsonObject
            {
                ["name"] = name, ["type"] = "VISA", ["expirationMonth"] = dice.Between(1, 12), ["expirationYear"] = 2029, ["number"] = null,
                ["securityCode"] = null,
            },
        });
        Made("paymentMethod", dice.GuidText(), new JsonObject
        {
            ["companyId"] = company, ["ownerId"] = user, ["type"] = "CREDIT_CARD", ["paymentMethodType"] = "CREDIT_CARD", ["isDefault"] = true,
            ["displayName"] = display, ["number"] = ordinal,
        });
    }

    private void AddAssociation(string company, string name, ref Dice dice)
    {
        Made("association", dice.GuidText(), new JsonObject
        {
            ["customerCompanyId"] = company, ["resellerCompanyId"] = _reseller, ["name"] = name, ["createdOn"] = Time(ref dice, -300, -1),
        });
    }

    private void AddOpportunity(string company, string user, int ordinal, ref Dice dice)
    {
        string id = dice.GuidText();
        SignInUser agent = SignInUsers.All[2];
        PlanOffer offer = offers[dice.Below(offers.Count)];
        string status = dice.Of<string>(["OPEN", "OPEN", "CLOSED", "PENDING_REVIEW"]);
        long created = Time(ref dice, -200, -1);
        Made("opportunity", id, new JsonObject
        {
            ["companyId"] = company, ["customerCompanyId"] = company, ["customerUserId"] = user, ["ownerUserId"] = agent.Id,
            ["ownerCompanyId"] = SpecialCompany.IdOf(agent.Company), ["name"] = $"Project {ordinal}", ["status"] = status, ["currency"] = "USD",
            ["createdOn"] = created, ["purchaseEffectiveDate"] = created + (30L * 24 * 3600 * 1000), ["purchaseCustomAttributes"] = new JsonObject(),
            ["purchaseNumber"] = status == "CLOSED" ? $"P{ordinal}" : null, ["purchaseId"] = null,
            ["actionRestrictions"] = status == "PENDING_REVIEW"
                ? new JsonObject { ["FINALIZE"] = new JsonArray("CANNOT_FINALIZE_WITH_INACTIVE_CUSTOMER") } : [],
            ["availableActions"] = status == "OPEN" ? new JsonArray("EDIT", "FINALIZE", "SUBMIT_FOR_REVIEW", "ADD_PRODUCT") : [],
        });
        Made("opportunityItem", dice.GuidText(), new JsonObject
        {
            ["opportunityId"] = id, ["paymentPlanId"] = Text(offer.PlanId), ["pricingPlanId"] = Text(offer.PlanId),
            ["productId"] = Text(offer.ProductId), ["parentItemId"] = null,
            ["units"] = new JsonArray(new JsonObject { ["quantity"] = dice.Between(1, 20), ["unit"] = "USER" }),
            ["billingConfiguration"] = new JsonObject { ["strategy"] = "UPON_SERVICE_ACTIVATION" },
            ["provisioningConfiguration"] = new JsonObject { ["strategy"] = "IMMEDIATELY" },
            ["subscriptionCustomAttributes"] = new JsonObject(), ["vendorRequiredFields"] = new JsonObject(),
        });
        if (ordinal % 2 != 0) return;
        Made("quote", dice.GuidText(), new JsonObject
        {
            ["companyId"] = company, ["opportunityId"] = id, ["customerUserId"] = user, ["ownerUserId"] = agent.Id, ["createdById"] = agent.Id,
            ["name"] = $"Offer {ordinal}", ["status"] = "OPEN", ["currency"] = "USD", ["createdOn"] = created, ["displayId"] = $"Q10{ordinal:D5}",
            ["quoteSource"] = new JsonObject { ["id"] = id, ["type"] = "OPPORTUNITY" }, ["sourceType"] = "OPPORTUNITY",
            ["availableActions"] = new JsonArray("ACCEPT", "REJECT", "EDIT_NAME"),
        });
    }

    private void AddLeads(Company made, Place place, int ordinal, ref Dice dice)
    {
        var person = Person.From(place, ref dice);
        string status = LeadStates[ordinal / 4 % LeadStates.Length];
        string phone = Person.Phone(place, ref dice);
        var customer = new JsonObject
        {
            ["company"] = new JsonObject
            {
                ["name"] = made.Name + " (lead)", ["country"] = place.CountryCode, ["city"] = place.Cities[0], ["size"] = "RANGE_1_25",
            },
            ["contact"] = new JsonObject
            {
                ["email"] = $"{person.MailName}@{made.Domain}", ["firstName"] = person.Given, ["lastName"] = person.Family, ["phone"] = phone,
            },
        };
        long created = Time(ref dice, -200, -1);
        string id = dice.GuidText();
        Made("lead", id, new JsonObject
        {
            ["name"] = made.Name, ["status"] = status, ["leadType"] = "PRODUCT", ["partner"] = "APPDIRECT", ["customer"] = customer.DeepClone(),
            ["createdOn"] = created, ["lastModified"] = created, ["notes"] = "Asked for a demonstration.", ["convertedCompany"] = null,
            ["convertedUser"] = null, ["result"] = null, ["creator"] = null, ["reseller"] = null, ["profileCompany"] = null,
            ["customAttributes"] = new JsonObject(),
            ["recipient"] = new JsonObject { ["companyId"] = _reseller, ["companyName"] = "Sandbox Reseller", ["participantType"] = "COMPANY" },
            ["referrer"] = new JsonObject { ["participantType"] = "CUSTOMER" }, ["recipientCompanyIds"] = new JsonArray(_reseller),
        });
        Made("leadActivity", dice.GuidText(), new JsonObject { ["leadId"] = id, ["createdOn"] = created });
        Made("salesLead", dice.GuidText(), new JsonObject
        {
            ["name"] = made.Name, ["status"] = "PENDING", ["customer"] = customer, ["createdOn"] = created, ["lastModified"] = created, ["source"] = "CUSTOMER",
            ["comment"] = "Called once.", ["firstName"] = person.Given, ["lastName"] = person.Family,
        });
    }
}
