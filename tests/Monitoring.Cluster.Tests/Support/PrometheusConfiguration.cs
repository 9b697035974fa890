using Monitoring.EndToEnd.Support;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>What Prometheus is told of a cluster: the labels and the alert rules are those of the deployment.</summary>
internal static class PrometheusConfiguration
{
    private static readonly string Rules = Path.Combine(Product.Root, "silo", "deploy", "prometheus", "alerts.yml");

    public static string Of(ClusterRun cluster) =>
        $$"""
        global: { scrape_interval: 2s, evaluation_interval: 2s }
        rule_files: ["{{Rules}}"]
        scrape_configs:
          - job_name: monitoring
            static_configs:
              - targets: [{{Targets(cluster.Silos)}}]
                labels: { role: silo }
              - targets: [{{Targets(cluster.Apis)}}]
                labels: { role: api }
        """;

    private static string Targets(IEnumerable<Node> nodes) => string.Join(", ", nodes.Select(static node => $"\"{node.Address.Authority}\""));
}
