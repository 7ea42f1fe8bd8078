using System.Runtime.CompilerServices;

namespace FastTrackFpx.LongJump;

/// <summary>
/// What PowerShell reads and writes instead of the plain properties of a tenant (see FastTrackFpx.LongJump.Types.ps1xml): values that PowerShell's own
/// conversions would guess, such as <c>'no'</c> for true or <c>'1,5'</c> for 15, are read strictly.
/// </summary>
public static class LongJumpTypeData
{
    /// <summary>Returns how many users the tenant has.</summary>
    public static object? GetNumberOfUsers(PSObject record) => Of(record).NumberOfUsers;

    /// <summary>Sets how many users the tenant has, from a whole number from 0.</summary>
    public static void SetNumberOfUsers(PSObject record, object? value) => Set(record, value);

    /// <summary>Returns how many users are expected.</summary>
    public static object? GetEstimatedNumberOfUsers(PSObject record) => Of(record).EstimatedNumberOfUsers;

    /// <summary>Sets how many users are expected, from a whole number from 0.</summary>
    public static void SetEstimatedNumberOfUsers(PSObject record, object? value) => Set(record, value);

    /// <summary>Returns the space for documents.</summary>
    public static object? GetDocumentSpace(PSObject record) => Of(record).DocumentSpace;

    /// <summary>Sets the space for documents, from a whole number from 0.</summary>
    public static void SetDocumentSpace(PSObject record, object? value) => Set(record, value);

    /// <summary>Returns the space for data.</summary>
    public static object? GetDataSpace(PSObject record) => Of(record).DataSpace;

    /// <summary>Sets the space for data, from a whole number from 0.</summary>
    public static void SetDataSpace(PSObject record, object? value) => Set(record, value);

    /// <summary>Returns the discount in percent.</summary>
    public static object? GetDiscount(PSObject record) => Of(record).Discount;

    /// <summary>Sets the discount in percent, from a number.</summary>
    public static void SetDiscount(PSObject record, object? value) => Set(record, value);

    /// <summary>Returns whether the tenant is a managed service provider.</summary>
    public static object? GetIsPartner(PSObject record) => Of(record).IsPartner;

    /// <summary>Sets whether the tenant is a managed service provider, from true, false, yes, no, 1 or 0.</summary>
    public static void SetIsPartner(PSObject record, object? value) => Set(record, value);

    /// <summary>Returns whether the first user gets a welcome mail.</summary>
    public static object? GetSendWelcomeEmail(PSObject record) => Of(record).SendWelcomeEmail;

    /// <summary>Sets whether the first user gets a welcome mail, from true, false, yes, no, 1 or 0.</summary>
    public static void SetSendWelcomeEmail(PSObject record, object? value) => Set(record, value);

    /// <summary>Returns whether the first user must change the password.</summary>
    public static object? GetForcePasswordChangeOnLogin(PSObject record) => Of(record).ForcePasswordChangeOnLogin;

    /// <summary>Sets whether the first user must change the password, from true, false, yes, no, 1 or 0.</summary>
    public static void SetForcePasswordChangeOnLogin(PSObject record, object? value) => Set(record, value);

    /// <summary>Returns whether the tenant is free of charge.</summary>
    public static object? GetFree(PSObject record) => Of(record).Free;

    /// <summary>Sets whether the tenant is free of charge, from true, false, yes, no, 1 or 0.</summary>
    public static void SetFree(PSObject record, object? value) => Set(record, value);

    private static LongJumpTenant Of(PSObject record) => (LongJumpTenant)record.BaseObject;

    private static void Set(PSObject record, object? value, [CallerMemberName] string setter = "")
    {
        TenantField field = TenantField.Find(setter.Substring("Set".Length))!;
        field.Property.SetValue(Of(record), field.ReadInput(value));
    }
}
