using System.Security.Claims;
using Monitoring.Domain.Alert;

namespace Monitoring.Api.Auth;

/// <summary>Who the server takes a request to come from.</summary>
/// <param name="Name">Name that actions are recorded under.</param>
/// <param name="Role">What the caller may do; <c>null</c> when the server runs without sign-in: everything.</param>
/// <param name="Branch">Branch the caller is confined to, with those below it; <c>null</c> for the whole bank.</param>
public sealed record Caller(string Name, Role? Role, string? Branch)
{
    /// <summary>Name of a caller who gave none, when the server runs without sign-in.</summary>
    public const string LocalName = "local";

    /// <summary>Name under which the platform's own actions are shown.</summary>
    public const string SystemName = "system";

    private const string RoleClaim = "monitoring.role";
    private const string BranchClaim = "monitoring.branch";
    private const string AuthenticationType = "Monitoring";

    /// <summary>What the caller may do.</summary>
    public Right Rights => Role switch
    {
        null or Auth.Role.Admin => Right.All,
        Auth.Role.Viewer => Right.Read | Right.Metrics,
        Auth.Role.Officer => Right.Read | Right.Act | Right.Metrics,
        Auth.Role.Supervisor => Right.Read | Right.Act | Right.Decide | Right.Metrics,
        Auth.Role.Feeder => Right.Feed,
        _ => Right.None,
    };

    /// <summary>Whether the caller may do something.</summary>
    public bool May(Right right) => (Rights & right) == right;

    /// <summary>Whether nobody may bear a name, because the platform records its own actions under it.</summary>
    public static bool IsReserved(string name) =>
        string.Equals(name, SystemName, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, AlertDecision.ClockActor, StringComparison.OrdinalIgnoreCase);

    /// <summary>The caller behind a principal; <c>null</c> when nobody signed in.</summary>
    public static Caller? Of(ClaimsPrincipal user)
    {
        if (user.Identity is not ClaimsIdentity { IsAuthenticated: true, Name: { } name } identity) return null;
        Role? role = identity.FindFirst(RoleClaim) is { } claim ? Enum.Parse<Role>(claim.Value) : null;
        return new Caller(name, role, identity.FindFirst(BranchClaim)?.Value);
    }

    /// <summary>The caller as a principal.</summary>
    public ClaimsPrincipal ToPrincipal()
    {
        var claims = new List<Claim> { new(ClaimTypes.Name, Name) };
        if (Role is { } role) claims.Add(new Claim(RoleClaim, role.ToString()));
        if (Branch is not null) claims.Add(new Claim(BranchClaim, Branch));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, AuthenticationType));
    }
}
