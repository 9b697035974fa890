using System.Globalization;
using System.Reflection;
using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Tests.Support;

namespace Monitoring.Contracts.Tests.Ledger;

public sealed class StoredNumbersTests
{
    [Fact]
    public void Numbers_of_enums_never_change() => Golden.Check("enums.txt", EnumsOf(typeof(Direction).Assembly));

    [Fact]
    public void Codes_never_change() => Golden.Check("codes.txt", [.. CodesOf(typeof(FeedCodes)), .. CodesOf(typeof(AlertCodes))]);

    [Fact]
    public void Limits_leave_room_for_what_a_posting_carries()
    {
        Assert.True(Limits.EvidenceFirst + Limits.EvidenceLast == 100, "Evidence shows the first 20 and the last 80.");
        Assert.True(Limits.TraceLengthMax <= Limits.IdLengthMax);
    }

    private static IEnumerable<string> EnumsOf(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type is { IsEnum: true, IsPublic: true }
        orderby type.FullName
        from value in Enum.GetValues(type).Cast<object>()
        let number = Convert.ToInt64(value, CultureInfo.InvariantCulture)
        orderby type.FullName, number
        select string.Create(CultureInfo.InvariantCulture, $"{type.Name}.{value}={number}");

    private static IEnumerable<string> CodesOf(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => $"{type.Name}.{field.Name}={field.GetRawConstantValue()}")
            .Order(StringComparer.Ordinal);
}
