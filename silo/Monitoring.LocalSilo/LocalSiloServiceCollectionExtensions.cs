using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace Monitoring.LocalSilo;

/// <summary>Adds a local silo to the services.</summary>
public static class LocalSiloServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="LocalSiloHost"/> and <see cref="IGrainFactory"/>. Uses the registered <see cref="TimeProvider"/>,
    /// <see cref="ILoggerFactory"/> and <see cref="ILocalGrainStorage"/>s. Stop it with <see cref="LocalSiloHost.StopAsync"/> before
    /// what its grains write to; disposing of the services does so too.
    /// </summary>
    public static IServiceCollection AddLocalSilo(this IServiceCollection services, Action<LocalSiloOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddSingleton(provider =>
        {
            var options = new LocalSiloOptions();
            configure(options);
            options.Validate();
            return new LocalSiloHost(
                options,
                provider,
                provider.GetService<TimeProvider>() ?? TimeProvider.System,
                provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
        });
        return services.AddSingleton<IGrainFactory>(static provider => provider.GetRequiredService<LocalSiloHost>());
    }
}
