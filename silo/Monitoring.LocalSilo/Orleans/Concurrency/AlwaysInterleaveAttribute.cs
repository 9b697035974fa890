namespace Orleans.Concurrency;

/// <summary>Calls of this method begin even while another call is awaiting.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute
{
}
