-- The cluster's own tables. Orleans' providers read their statements from OrleansQuery by key and pass the parameters named here; the
-- tables behind them are ours. Applied at each start under a lock; everything here may be applied again.

-- One row for each cluster: the version grows with every change of membership, and only who names the present one may change it.
create table if not exists cluster_version (
  deployment text collate "C" primary key,
  version integer not null default 0
) with (fillfactor = 50);

-- One row for each start of a silo. Status as Orleans numbers it: 3 is active, 6 is dead.
create table if not exists cluster_silo (
  deployment text collate "C" not null references cluster_version (deployment),
  address text collate "C" not null,
  port integer not null,
  generation integer not null,
  silo_name text collate "C" not null,
  host_name text collate "C" not null,
  status integer not null,
  proxy_port integer,
  suspect_times text collate "C",
  start_time timestamptz not null,
  alive_at timestamptz not null,
  primary key (deployment, address, port, generation)
) with (fillfactor = 70);

create table if not exists OrleansQuery (
  QueryKey text collate "C" primary key,
  QueryText text not null
);

insert into OrleansQuery (QueryKey, QueryText) values
('InsertMembershipVersionKey', $q$
with added as (
  insert into cluster_version (deployment) values (@DeploymentId) on conflict do nothing returning 1)
select exists (select 1 from added)
$q$),
('InsertMembershipKey', $q$
with moved as (
  update cluster_version set version = version + 1
  where deployment = @DeploymentId and version = @Version
    and not exists (
      select 1 from cluster_silo
      where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
  returning 1),
added as (
  insert into cluster_silo (
    deployment, address, port, generation, silo_name, host_name, status, proxy_port, start_time, alive_at)
  select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from moved
  returning 1)
select exists (select 1 from added)
$q$),
('UpdateMembershipKey', $q$
with moved as (
  update cluster_version set version = version + 1
  where deployment = @DeploymentId and version = @Version
    and exists (
      select 1 from cluster_silo
      where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
  returning 1),
changed as (
  update cluster_silo set status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
  from moved
  where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation
  returning 1)
select exists (select 1 from changed)
$q$),
('UpdateIAmAlivetimeKey', $q$
update cluster_silo set alive_at = @IAmAliveTime
where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$q$),
('MembershipReadRowKey', $q$
select of_cluster.version as Version, silo.address as Address, silo.port as Port, silo.generation as Generation, silo.silo_name as SiloName,
  silo.host_name as HostName, silo.status as Status, silo.proxy_port as ProxyPort, silo.suspect_times as SuspectTimes,
  silo.start_time as StartTime, silo.alive_at as IAmAliveTime
from cluster_version of_cluster
left join cluster_silo silo on silo.deployment = of_cluster.deployment
  and silo.address = @Address and silo.port = @Port and silo.generation = @Generation
where of_cluster.deployment = @DeploymentId
$q$),
('MembershipReadAllKey', $q$
select of_cluster.version as Version, silo.address as Address, silo.port as Port, silo.generation as Generation, silo.silo_name as SiloName,
  silo.host_name as HostName, silo.status as Status, silo.proxy_port as ProxyPort, silo.suspect_times as SuspectTimes,
  silo.start_time as StartTime, silo.alive_at as IAmAliveTime
from cluster_version of_cluster
left join cluster_silo silo on silo.deployment = of_cluster.deployment
where of_cluster.deployment = @DeploymentId
$q$),
('GatewaysQueryKey', $q$
select address as Address, proxy_port as ProxyPort, generation as Generation
from cluster_silo
where deployment = @DeploymentId and status = @Status and proxy_port > 0
$q$),
('DeleteMembershipTableEntriesKey', $q$
with gone as (delete from cluster_silo where deployment = @DeploymentId returning 1)
delete from cluster_version where deployment = @DeploymentId and (select count(*) from gone) >= 0
$q$),
('CleanupDefunctSiloEntriesKey', $q$
delete from cluster_silo where deployment = @DeploymentId and status = 6 and alive_at < @IAmAliveTime
$q$)
on conflict (QueryKey) do update set QueryText = excluded.QueryText;
