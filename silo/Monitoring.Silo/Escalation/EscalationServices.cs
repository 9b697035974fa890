using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.Silo.Escalation;

/// <summary>Registers escalation and the clock of business days.</summary>
public static class EscalationServices
{
    /// <summary>
    /// Adds the services. They need, from elsewhere: a store, the grains, the feed's <c>IDayCloser</c>, <c>BankCalendar</c> and
    /// <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddEscalation(this IServiceCollection services, EscalationOptions options)
    {
        services.AddMetrics();
        services.AddSingleton(options);
        services.AddSingleton<EscalationMetrics>();
        services.AddSingleton<AlertEscalator>();
        services.AddSingleton<BusinessDayClock>();
        services.AddHostedService<EscalationService>();
        return services;
    }
}
