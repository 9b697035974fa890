using Microsoft.Extensions.DependencyInjection;
using Monitoring.LocalSilo;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Hosting.Local;

/// <summary>Adds storage of grains' states to the services.</summary>
public static class LocalStorageServiceCollectionExtensions
{
    /// <summary>Registers the store as the default storage of the local silo's grains, and under a name.</summary>
    /// <param name="services">Where to register; the store must be registered too.</param>
    /// <param name="names">Storage names that grains ask for.</param>
    public static IServiceCollection AddLocalGrainStorage(this IServiceCollection services, params string[] names)
    {
        services.AddSingleton<ILocalGrainStorage>(provider =>
            new LocalGrainStorage(new StoredStates(provider.GetRequiredService<Store>(), provider)));
        foreach (var name in names)
        {
            services.AddKeyedSingleton(name, (provider, _) => provider.GetRequiredService<ILocalGrainStorage>());
        }

        return services;
    }
}
