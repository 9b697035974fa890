using Monitoring.Benchmarks.Feed;
using Monitoring.Benchmarks.Grains;
using Monitoring.Benchmarks.GraphQL;
using Monitoring.Benchmarks.Growth;
using Monitoring.Benchmarks.Identity;
using Monitoring.Benchmarks.Latency;
using Monitoring.Benchmarks.Model;
using Monitoring.Benchmarks.Pipeline;
using Monitoring.Benchmarks.Skew;
using Monitoring.Benchmarks.Store;
using Monitoring.Benchmarks.Stores;

if (args.Length == 0)
{
    Console.Error.WriteLine("Which benchmark? See tests/Benchmarks/README.md.");
    return 2;
}

return args[0] switch
{
    "grains" => await GrainBenchmark.RunAsync(args[1..]),
    "calls" => await CallBenchmark.RunAsync(args[1..]),
    "parse" => await ParseBenchmark.RunAsync(args[1..]),
    "store" => await StoreBenchmark.RunAsync(args[1..]),
    "stores" => await StoresBenchmark.RunAsync(args[1..]),
    "latency" => await LatencyBenchmark.RunAsync(args[1..]),
    "growth" => await GrowthBenchmark.RunAsync(args[1..]),
    "skew" => await SkewBenchmark.RunAsync(args[1..]),
    "pipeline" => await PipelineBenchmark.RunAsync(args[1..]),
    "graphql" => await GraphQLBenchmark.RunAsync(args[1..]),
    "memory" => await MemoryBenchmark.RunAsync(args[1..]),
    "identity" => await IdentityCheck.RunAsync(args[1..]),
    "model" => await ModelBenchmark.RunAsync(args[1..]),
    "live" => await LiveBenchmark.RunAsync(args[1..]),
    _ => Unknown(args[0]),
};

static int Unknown(string name)
{
    Console.Error.WriteLine($"There is no benchmark '{name}'. See tests/Benchmarks/README.md.");
    return 2;
}
