namespace Monitoring.Api.Auth;

/// <summary>One token: <c>Auth:Tokens:N</c>.</summary>
public sealed class TokenOptions
{
    /// <summary>The token itself; give this or <see cref="TokenSha256"/>.</summary>
    public string? Token { get; set; }

    /// <summary>SHA-256 of the token's UTF-8 bytes, 64 hexadecimal digits, so that the configuration holds no secret.</summary>
    public string? TokenSha256 { get; set; }

    /// <summary>Name that actions are recorded under.</summary>
    public string? Name { get; set; }

    /// <summary>What its bearer may do.</summary>
    public Role? Role { get; set; }

    /// <summary>Branch its bearer is confined to, with those below it; none for the whole bank.</summary>
    public string? Branch { get; set; }
}
