using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Feed.Dispatch;

namespace Monitoring.Silo.Feed;

/// <summary>Registers the feed.</summary>
public static class FeedServices
{
    /// <summary>
    /// Adds the feed's services. They need, from elsewhere: <c>IGrainFactory</c>, <c>IJournalReader</c>, <c>IQuarantineStore</c>,
    /// <c>IOpenDayReader</c> and <c>BankCalendar</c>.
    /// </summary>
    public static IServiceCollection AddFeed(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FeedOptions>()
            .Bind(configuration.GetSection(FeedOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FeedOptions>, FeedOptionsCheck>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<FeedMetrics>();
        services.AddSingleton<LedgerDirectory>();
        services.AddSingleton<FeedIngest>();
        services.AddSingleton(provider => new GrainCalls(
            provider.GetRequiredService<LedgerDirectory>(),
            provider.GetRequiredService<IOptions<FeedOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<FeedMetrics>()));
        services.AddSingleton<IDayCloser, DayCloser>();
        services.AddSingleton<QuarantineDesk>();
        return services;
    }
}
