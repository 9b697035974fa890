using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Monitoring.Silo.Model;

/// <summary>Registers the model.</summary>
public static class ModelServices
{
    /// <summary>Adds the services; a <c>LedgerRules</c> must be registered too. What the grains find in force comes from here.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="options">Where the model lies; checked.</param>
    public static IServiceCollection AddModel(this IServiceCollection services, ModelOptions options)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<ModelHost>();
        services.AddSingleton<ModelMetrics>();
        services.AddSingleton(static provider => provider.GetRequiredService<ModelHost>().Rules);
        return services.AddHostedService<ModelService>();
    }
}
