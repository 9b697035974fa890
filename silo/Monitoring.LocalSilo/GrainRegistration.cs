namespace Monitoring.LocalSilo;

/// <summary>One line of the options: an interface, its class, and how references to it are made.</summary>
internal sealed record GrainRegistration(Type Interface, Type Class, Func<LocalSiloHost, string, object> Reference);
