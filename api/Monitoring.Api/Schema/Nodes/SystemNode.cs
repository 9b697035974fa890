using System.Reflection;
using Monitoring.Domain.Calendar;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;
using Monitoring.Silo.Model;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>The platform.</summary>
[GraphQLName("System")]
[GraphQLDescription("What the platform is and what time it is in the bank.")]
public sealed class SystemNode(StoreTotals totals)
{
    private static readonly string ProductVersion =
        typeof(SystemNode).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>Version.</summary>
    public string Version => ProductVersion;

    /// <summary>The bank's clock.</summary>
    [GraphQLDescription("The bank's clock. In a demonstration it runs faster than the world's.")]
    public DateTimeOffset Now(BankDay day) => day.Now;

    /// <summary>Its rate.</summary>
    [GraphQLDescription("Seconds of the bank's clock in one second of the world's; 1 unless demonstrating.")]
    public double ClockRate(BankInfo bank) => bank.ClockRate;

    /// <summary>Business date.</summary>
    public DateOnly BusinessDate(BankDay day) => day.Today;

    /// <summary>Time zone.</summary>
    [GraphQLDescription("IANA name of the bank's time zone.")]
    public string TimeZone(BankCalendar calendar) => calendar.TimeZone.Id;

    /// <summary>Whether simulated.</summary>
    [GraphQLDescription("True when the bank is simulated.")]
    public bool Demo(BankInfo bank) => bank.IsDemo;

    /// <summary>The model.</summary>
    [GraphQLDescription("Version of the model in force; null when there is none and only the rules look.")]
    public string? ModelVersion(ModelHost model) => model.Status.Version;

    /// <summary>Postings.</summary>
    [GraphQLDescription("Postings accepted in the bank's whole life.")]
    public long PostingsAccepted => totals.Postings;

    /// <summary>Accounts.</summary>
    [GraphQLDescription("Accounts known, settlement accounts not included.")]
    public long AccountCount => totals.Accounts;

    /// <summary>Newest alert cursor.</summary>
    [GraphQLDescription(
        "The newest alert cursor there is: read it, then a list of alerts, then subscribe after it, and nothing is missed.")]
    public string AlertCursor => PageCursor.Of(totals.AlertCursor);
}
