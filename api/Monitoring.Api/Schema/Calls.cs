using Monitoring.Api.Auth;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema;

/// <summary>Who asks an operation.</summary>
internal static class Calls
{
    /// <summary>The caller of an operation.</summary>
    /// <exception cref="GraphQLException">Nobody signed in, or the caller may not read.</exception>
    public static Caller CallerOf(this GraphQLRequestContext context, Right right = Right.Read)
    {
        var caller = Caller.Of(context.User) ?? throw new GraphQLException("Sign in with a bearer token.", ApiCodes.Unauthenticated);
        return caller.May(right) ? caller : throw new GraphQLException("Your role may not do that.", ApiCodes.Forbidden);
    }
}
