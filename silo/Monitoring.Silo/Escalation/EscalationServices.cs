using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Monitoring.Silo.Escalation;

/// <summary>Registers escalation and the clock of business days.</summary>
public static class EscalationServices
{
    /// <summary>
    /// Adds the services. They need, from elsewhere: a store, the grains, the feed's <c>IDayCloser</c>, <c>BankCalendar</c> and
    /// <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="options">How often and how many; checked.</param>
    /// <param name="dataDirectory">Where earlier versions remembered the day closed last.</param>
    public static IServiceCollection AddEscalation(this IServiceCollection services, EscalationOptions options, string dataDirectory)
    {
        services.AddMetrics();
        services.AddSingleton(options);
        services.AddSingleton<EscalationMetrics>();
        services.AddSingleton<AlertEscalator>();
        services.AddSingleton(new ClosedDayFile(dataDirectory));
        services.TryAddSingleton<IClockLease, SoleClock>();
        services.AddSingleton<BusinessDayClock>();
        return options.Enabled ? services.AddHostedService<EscalationService>() : services;
    }
}
