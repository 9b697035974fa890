using Microsoft.Extensions.Options;

namespace Monitoring.Silo.Feed;

/// <summary>Checks what of the feed's options must fit together.</summary>
internal sealed class FeedOptionsCheck : IValidateOptions<FeedOptions>
{
    public ValidateOptionsResult Validate(string? name, FeedOptions options)
    {
        var problems = options.Problems().ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
