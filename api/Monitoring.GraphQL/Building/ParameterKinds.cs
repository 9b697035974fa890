using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.GraphQL;

internal enum ParameterKind
{
    Argument,
    Parent,
    Cancellation,
    RequestContext,
    User,
    HttpContext,
    Services,
    Loader,
    Service,
    KeyedService,
}

/// <summary>Tells arguments of the field from what the engine gives a resolver.</summary>
internal sealed class ParameterKinds(LeafTypes leaves, IServiceProviderIsService? services)
{
    public ParameterKind Of(ParameterInfo parameter, Type? parent)
    {
        var type = parameter.ParameterType;
        if (parent is not null && type == parent) return ParameterKind.Parent;
        if (type == typeof(CancellationToken)) return ParameterKind.Cancellation;
        if (type == typeof(GraphQLRequestContext)) return ParameterKind.RequestContext;
        if (type == typeof(ClaimsPrincipal)) return ParameterKind.User;
        if (type == typeof(HttpContext)) return ParameterKind.HttpContext;
        if (type == typeof(IServiceProvider)) return ParameterKind.Services;
        if (typeof(ISchedulable).IsAssignableFrom(type)) return ParameterKind.Loader;
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is not null) return ParameterKind.KeyedService;
        if (parameter.GetCustomAttribute<FromServicesAttribute>() is not null) return ParameterKind.Service;
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (leaves.IsLeaf(bare) || bare.IsArray || bare == typeof(string)) return ParameterKind.Argument;
        if (typeof(System.Collections.IEnumerable).IsAssignableFrom(bare)) return ParameterKind.Argument;
        return services?.IsService(type) == true ? ParameterKind.Service : ParameterKind.Argument;
    }
}
